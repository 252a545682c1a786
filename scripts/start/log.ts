import { createWriteStream, renameSync, rmSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

export type LogOptions = { maxBytes?: number; keep?: number };

/** A file that is renamed to `.1`, `.2` … when it has grown, so that logs take a bounded part of the disk. */
export class RotatingFile {
  readonly path: string;
  readonly #maxBytes: number;
  readonly #keep: number;
  #size: number;
  #stream: WriteStream;
  #said = false;

  constructor(path: string, { maxBytes = 10 * 2 ** 20, keep = 3 }: LogOptions = {}) {
    this.path = path;
    this.#maxBytes = maxBytes;
    this.#keep = keep;
    this.#size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    this.#stream = this.#open();
  }

  /** A log that cannot be written must not stop the academy: it is said once on the terminal and dropped. */
  #open(): WriteStream {
    const stream = createWriteStream(this.path, { flags: 'a', mode: 0o600 });
    stream.on('error', (error) => {
      if (!this.#said) process.stderr.write(`The log ${this.path} cannot be written (${error.message}); what it would say is lost.\n`);
      this.#said = true;
    });
    return stream;
  }

  write(chunk: Buffer): void {
    if (this.#size + chunk.length > this.#maxBytes && this.#size > 0) this.#rotate();
    this.#size += chunk.length;
    this.#stream.write(chunk);
  }

  #rotate(): void {
    this.#stream.end();
    try {
      rmSync(`${this.path}.${this.#keep}`, { force: true });
      for (let n = this.#keep - 1; n >= 0; n--) {
        const from = n === 0 ? this.path : `${this.path}.${n}`;
        if (statSync(from, { throwIfNoEntry: false })) renameSync(from, `${this.path}.${n + 1}`);
      }
    } catch {
      // Then it grows on: a log too long is better than one lost.
    }
    this.#size = 0;
    this.#stream = this.#open();
  }

  close(): Promise<void> {
    return new Promise((done) => this.#stream.end(() => done()));
  }
}

/** Cuts a stream of chunks into lines; what is longer than 64 KiB is cut. */
export const lines = (onLine: (line: string) => void): ((chunk: Buffer) => void) => {
  let rest = '';
  return (chunk) => {
    const parts = (rest + chunk.toString('utf8')).split('\n');
    rest = (parts.pop() ?? '').slice(0, 65_536);
    for (const part of parts) if (part) onLine(part);
  };
};

const clip = (text: string) => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
};

/** What a line of a child's log says to the person at the terminal: warnings and errors in short, null otherwise. */
export const short = (line: string): string | null => {
  // What the embedded nodes write to standard error is for people as it is.
  const ofNode = /^lyceum-\w+: (.*)/.exec(line);
  if (ofNode?.[1]) return clip(ofNode[1]);
  if (!line.startsWith('{')) return /^\s*(\w*Error\b|error\b|fatal\b|warn(ing)?\b|\(node:\d+\))/i.test(line) ? clip(line) : null;
  // Most lines are of a lower level: they are not parsed.
  if (!/"level":[456]\d/.test(line)) return null;
  try {
    const { msg, err, error } = JSON.parse(line) as { msg?: string; err?: { message?: string }; error?: string };
    const cause = err?.message ?? error;
    return clip(`${msg ?? 'something went wrong'}${cause && cause !== msg ? ` (${cause})` : ''}`);
  } catch {
    return clip(line);
  }
};

/** Lets a text through once in `quiet` ms and at most `burst` texts a second; says how many it held back. */
export const throttled = (say: (text: string) => void, { quiet = 10_000, burst = 5, now = Date.now } = {}) => {
  const seen = new Map<string, number>();
  let second = 0;
  let count = 0;
  let held = 0;
  return (text: string): void => {
    const at = now();
    if (at - (seen.get(text) ?? -Infinity) < quiet) return;
    if (seen.size > 500) seen.clear();
    seen.set(text, at);
    if (at - second >= 1000) {
      if (held > 0) say(`… and ${held} more, in the log`);
      [second, count, held] = [at, 0, 0];
    }
    if (++count > burst) held++;
    else say(text);
  };
};

export const logPath = (folder: string, name: string): string => join(folder, `${name}.log`);
