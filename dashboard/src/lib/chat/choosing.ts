import { FILE_TYPES, LARGEST_FILE, type FileType } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';

/** Types by the endings that browsers do not know. */
const BY_ENDING: Readonly<Record<string, FileType>> = { md: 'text/markdown', csv: 'text/csv', txt: 'text/plain', zip: 'application/zip' };

/** A file's type as the academy takes it, or null where it takes none such. */
export function typeOfFile({ name, type }: Pick<File, 'name' | 'type'>): FileType | null {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  return FILE_TYPES.find((taken) => taken === type) ?? BY_ENDING[ending] ?? null;
}

/** What speaks against sending a file, said before it is sent. */
export function objection(file: Pick<File, 'name' | 'type' | 'size'>): string | null {
  if (file.size > LARGEST_FILE) return t('messages.tooLarge', { name: file.name });
  return typeOfFile(file) === null ? t('messages.wrongKind', { name: file.name }) : null;
}

/** For a chooser of files. */
export const ACCEPTED = [...FILE_TYPES, ...Object.keys(BY_ENDING).map((ending) => `.${ending}`)].join(',');

/** "840 B", "12 kB", "3.4 MB". */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
