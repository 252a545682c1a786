import type { Rebuild } from '@lyceum/contracts';

const WIDTH = 30;
/** Where nobody looks at a terminal a line is written now and again, in milliseconds. */
const LINE = 5000;

/** How far something is, of `of` things (`events`). */
export interface HowFar {
  readonly done: number;
  readonly total: number;
  readonly of: string;
  readonly doing: string;
  /** Things a second. */
  readonly rate: number;
  readonly secondsLeft: number | null;
}

/** That in one line. */
export function barText(name: string, { done, total, of, doing, rate, secondsLeft }: HowFar): string {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.round(share * WIDTH);
  const bar = `${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}`;
  const left = secondsLeft === null ? '' : `, ${Math.ceil(secondsLeft)} s left`;
  return `${name} [${bar}] ${Math.round(share * 100)} % · ${doing} · ${done} of ${total} ${of} · ${rate}/s${left}`;
}

/** How far something is that reads the log. */
export type Reading = Pick<Rebuild, 'step' | 'done' | 'total' | 'rate' | 'secondsLeft'>;

/** The same in one line. */
export const progressText = (name: string, { step, done, total, rate, secondsLeft }: Reading): string =>
  barText(name, { done, total, of: 'events', doing: step ?? 'waiting', rate, secondsLeft: step === 'reading' ? secondsLeft : null });

/** Shows how far something is: on one live line of a terminal, or as a line now and again. */
export class Progress {
  readonly #out: NodeJS.WriteStream | null;
  #told = performance.now();
  #shown = false;

  constructor(out: NodeJS.WriteStream | null) {
    this.#out = out;
  }

  show(text: string): void {
    if (!this.#out) return;
    if (this.#out.isTTY) {
      this.#out.write(`\r\x1b[2K${text.slice(0, (this.#out.columns ?? 80) - 1)}`);
      this.#shown = true;
    } else if (performance.now() - this.#told >= LINE) {
      this.#told = performance.now();
      this.#out.write(`${text}\n`);
    }
  }

  end(): void {
    if (this.#shown) this.#out?.write('\r\x1b[2K');
  }
}

/** How fast something goes that began with `before` things done, and how long it will take. */
export class Pace {
  readonly #before: number;
  readonly #began = performance.now();

  constructor(before: number) {
    this.#before = before;
  }

  /** @param total null where it is not known */
  at(done: number, total: number | null): { readonly rate: number; readonly secondsLeft: number | null } {
    const rate = (done - this.#before) / ((performance.now() - this.#began) / 1000);
    return { rate: Math.round(rate), secondsLeft: total !== null && rate > 0 ? (total - done) / rate : null };
  }
}
