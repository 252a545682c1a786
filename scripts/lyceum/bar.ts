import type { Rebuild } from '@lyceum/contracts';

const WIDTH = 30;
/** Where nobody looks at a terminal a line is written now and again, in milliseconds. */
const LINE = 5000;

/** How far something is that reads the log. */
export type Reading = Pick<Rebuild, 'step' | 'done' | 'total' | 'rate' | 'secondsLeft'>;

/** How far a rebuild is, in one line. */
export function progressText(name: string, { step, done, total, rate, secondsLeft }: Reading): string {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.round(share * WIDTH);
  const bar = `${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}`;
  const left = step === 'reading' && secondsLeft !== null ? `, ${Math.ceil(secondsLeft)} s left` : '';
  return `${name} [${bar}] ${Math.round(share * 100)} % · ${step ?? 'waiting'} · ${done} of ${total} events · ${rate}/s${left}`;
}

/** Shows how far a rebuild is: on one live line of a terminal, or as a line now and again. */
export class Progress {
  readonly #name: string;
  readonly #out: NodeJS.WriteStream | null;
  #told = performance.now();
  #shown = false;

  constructor(name: string, out: NodeJS.WriteStream | null) {
    this.#name = name;
    this.#out = out;
  }

  show(rebuild: Reading): void {
    if (!this.#out) return;
    const text = progressText(this.#name, rebuild);
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
