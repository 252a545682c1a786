import type { Query } from '#lib/api/client.ts';

const HASH = /"hash":"([0-9a-f]{32})"\}$/;

/** The lines of an export that have come so far; one that has not come to its end is not counted. */
export class Gathered {
  events = 0;
  bytes = 0;
  /** The position of the last event. */
  position: string | null = null;
  whole = false;
  #hash = '';
  #rest = '';
  readonly #parts: string[] = [];

  add(part: string): void {
    const text = this.#rest + part;
    const end = text.lastIndexOf('\n') + 1;
    this.#rest = text.slice(end);
    if (end === 0) return;
    const complete = text.slice(0, end);
    const lines = complete.slice(0, -1).split('\n');
    const events = lines.filter((line) => line.startsWith('{"stream":'));
    this.events += events.length;
    this.bytes += complete.length;
    this.position = events.length > 0 ? (JSON.parse(events.at(-1)!) as { position: string }).position : this.position;
    this.#hash = HASH.exec(lines.at(-1)!)?.[1] ?? '';
    this.whole = lines.at(-1)!.startsWith('{"events":');
    this.#parts.push(complete);
  }

  /** What is asked for to go on; what has no event yet begins anew. */
  begun(): Query {
    this.#rest = '';
    if (this.position !== null) return { after: this.position, hash: this.#hash, events: this.events };
    this.#parts.length = 0;
    this.bytes = 0;
    return {};
  }

  file(): Blob {
    return new Blob(this.#parts, { type: 'application/jsonl' });
  }
}
