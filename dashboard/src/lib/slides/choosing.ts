import { LARGEST_IMAGE, LONGEST_DECK_TEXT, LONGEST_PAGE_TEXT, MOST_PAGES } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';

/** The largest PDF that is read, in bytes. */
const LARGEST_PDF = 50 * 1024 * 1024;
const IMAGES = ['image/png', 'image/jpeg', 'image/webp'];

/** For a chooser of files. */
export const ACCEPTED = ['application/pdf', '.pdf', ...IMAGES].join();

/** What becomes one set of slides: a PDF, or images in the order of their names. */
export interface Chosen {
  readonly title: string;
  readonly files: readonly File[];
  readonly kind: 'pdf' | 'images';
}

const isPdf = ({ name, type }: File): boolean => type === 'application/pdf' || /\.pdf$/i.test(name);

/** What a file is called without its ending. */
export const nameOf = ({ name }: Pick<File, 'name'>): string => name.replace(/\.[^.]{1,5}$/, '').slice(0, 200) || name.slice(0, 200);

const inOrder = new Intl.Collator(undefined, { numeric: true });

/** Each PDF becomes a set of slides, all images together one. */
export function chosenOf(files: readonly File[]): readonly Chosen[] {
  const pdfs = files.filter(isPdf).map((file): Chosen => ({ title: nameOf(file), files: [file], kind: 'pdf' }));
  const images = files.filter((file) => !isPdf(file)).toSorted((a, b) => inOrder.compare(a.name, b.name));
  return images[0] ? [...pdfs, { title: nameOf(images[0]), files: images, kind: 'images' }] : pdfs;
}

/** What speaks against files, said before anything of them is sent; null where nothing does. */
export function objection(files: readonly Pick<File, 'name' | 'type' | 'size'>[]): string | null {
  for (const file of files) {
    const pdf = isPdf(file as File);
    if (!pdf && !IMAGES.includes(file.type)) return t('slides.wrongKind', { name: file.name });
    if (file.size === 0) return t('slides.empty', { name: file.name });
    if (file.size > (pdf ? LARGEST_PDF : LARGEST_IMAGE)) return t(pdf ? 'slides.largePdf' : 'slides.largeImage', { name: file.name });
  }
  return files.length > MOST_PAGES ? t('slides.tooMany', { most: MOST_PAGES }) : null;
}

/** What pages say, as much of it as is kept. */
export function fitted(texts: readonly string[]): readonly string[] {
  const most = Math.min(LONGEST_PAGE_TEXT, Math.floor(LONGEST_DECK_TEXT / Math.max(1, texts.length)));
  return texts.map((text) => text.trim().slice(0, most).trim());
}
