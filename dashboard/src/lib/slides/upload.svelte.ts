import { MOST_PAGES, type DeckAdded, type ImageKept } from '@lyceum/contracts';
import { post } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { t } from '#lib/messages/index.ts';
import { chosenOf, fitted, nameOf, objection, type Chosen } from './choosing.ts';

/** One page on its way. */
interface Page {
  readonly image: Blob;
  readonly text: string;
}

/** Pages one after the other, and how many there are. */
interface Source {
  readonly pages: number;
  readonly page: (n: number) => Promise<Page>;
  readonly close: () => unknown;
}

class Cancelled extends Error {}

/** Something that is said to who uploads. */
class Objection extends Error {}

async function sourceOf({ kind, files, title }: Chosen): Promise<Source> {
  if (kind === 'images') {
    return {
      pages: files.length,
      page: (n) => Promise.resolve({ image: files[n - 1]!, text: nameOf(files[n - 1]!) }),
      close: () => undefined,
    };
  }
  // Only who uploads a PDF loads what reads it, and never the server.
  if (import.meta.env.SSR) throw new Error('slides are uploaded from a browser');
  const { openPdf, UnreadablePdf } = await import('./pdf.ts');
  const said = (error: unknown): never => {
    throw error instanceof UnreadablePdf ? new Objection(t(`slides.unreadable.${error.why}`, { name: title })) : error;
  };
  const pdf = await openPdf(files[0]!).catch(said);
  if (pdf.pages > MOST_PAGES) {
    await pdf.close();
    throw new Objection(t('slides.longPdf', { name: title, n: pdf.pages, most: MOST_PAGES }));
  }
  return { pages: pdf.pages, page: (n) => pdf.draw(n).catch(said), close: pdf.close };
}

/** Slides on their way to a webinar: files become pages, the pages a set of slides. */
export class SlidesUpload {
  /** What is being uploaded, and how many of its pages are. */
  current = $state.raw<{ readonly title: string; readonly done: number; readonly pages: number } | null>(null);
  problem = $state<string | null>(null);
  readonly #webinarId: string;
  #turn = 0;

  constructor(webinarId: string) {
    this.#webinarId = webinarId;
  }

  /** Uploads files; gives the sets of slides that they became. */
  async start(files: readonly File[]): Promise<readonly string[]> {
    if (this.current || files.length === 0) return [];
    this.problem = objection(files);
    if (this.problem !== null) return [];
    const turn = ++this.#turn;
    const added: string[] = [];
    try {
      for (const chosen of chosenOf(files)) added.push(await this.#send(chosen, turn));
    } catch (error) {
      this.#told(error, turn);
    }
    if (turn === this.#turn) this.current = null;
    return added;
  }

  /** What is there stays there, without becoming slides. */
  cancel(): void {
    this.#turn += 1;
    this.current = null;
  }

  async #send(chosen: Chosen, turn: number): Promise<string> {
    const { title } = chosen;
    this.#step(turn, { title, done: 0, pages: 0 });
    const source = await sourceOf(chosen);
    const images: string[] = [];
    const texts: string[] = [];
    try {
      // The next page is made while one is sent.
      let next: Promise<Page> | null = source.page(1);
      for (let n = 1; next; n++) {
        const { image, text } = await next;
        this.#step(turn, { title, done: n - 1, pages: source.pages });
        next = n < source.pages ? source.page(n + 1) : null;
        next?.catch(() => undefined);
        const { imageId } = await post<ImageKept>(`/api/webinars/${this.#webinarId}/slides`, image);
        images.push(imageId);
        texts.push(text);
      }
    } finally {
      await source.close();
    }
    this.#step(turn, { title, done: source.pages, pages: source.pages });
    const says = fitted(texts);
    const pages = images.map((imageId, i) => ({ imageId, text: says[i] ?? '' }));
    return (await post<DeckAdded>(`/api/webinars/${this.#webinarId}/decks`, { title, pages })).deckId;
  }

  #step(turn: number, current: NonNullable<SlidesUpload['current']>): void {
    if (turn !== this.#turn) throw new Cancelled();
    this.current = current;
  }

  #told(error: unknown, turn: number): void {
    if (error instanceof Cancelled || turn !== this.#turn) return;
    if (error instanceof Objection || error instanceof ApiProblem) this.problem = error.message;
    else {
      this.problem = t('problem.unexpected');
      throw error;
    }
  }
}
