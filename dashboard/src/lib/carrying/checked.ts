import type { CheckedLines } from '@lyceum/contracts';

/** The hash before the first line of a file of events. */
export const NO_HASH = '0'.repeat(32);

type Spot = CheckedLines['behind'][number];
const COUNTED = ['events', 'missing', 'known', 'deleted', 'buried'] as const;

/** What a file of events is and what importing it would come to, as far as it was looked at. */
export class Checked {
  hash = NO_HASH;
  head: CheckedLines['head'] = null;
  closing: number | null = null;
  damaged: number | null = null;
  differs: Spot | null = null;
  sealed = false;
  readonly behind: Spot[] = [];
  readonly counts: Record<(typeof COUNTED)[number], number> = { events: 0, missing: 0, known: 0, deleted: 0, buried: 0 };
  #lines = 0;
  /** The first revision of each stream in the file: what comes before others of it comes along. */
  readonly #first = new Map<string, number>();

  /** Takes in what was found out about the next lines. */
  add(text: string, found: CheckedLines): void {
    const lines = text.trimEnd().split('\n');
    for (const line of lines) {
      if (!line.startsWith('{"stream":')) continue;
      const { stream, revision } = JSON.parse(line) as Spot;
      if (!this.#first.has(stream)) this.#first.set(stream, revision);
    }
    for (const name of COUNTED) this.counts[name] += found[name];
    this.behind.push(...found.behind.filter(({ stream, revision }) => this.#first.get(stream) === revision));
    this.hash = found.hash;
    this.head ??= found.head;
    this.closing ??= found.closing;
    this.differs ??= found.differs;
    this.sealed ||= found.sealed;
    this.damaged ??= found.damaged === null ? null : this.#lines + found.damaged;
    this.#lines += lines.length;
  }

  get whole(): boolean {
    return this.head !== null && this.damaged === null && this.closing === this.counts.events;
  }

  get secretDiffers(): boolean {
    return this.sealed && this.head?.ours === false;
  }

  /** Whether it may be written. */
  get fits(): boolean {
    return this.whole && this.differs === null && this.behind.length === 0 && !this.secretDiffers;
  }
}
