import { existsSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { CarriedEvent } from '@lyceum/contracts';
import { Failure } from '../../bootstrap/failure.mjs';
import { Pace, Progress } from '../bar.ts';
import { say, word, type Call } from '../command.ts';
import { contentsOf, NO_HASH, written, type Contents, type Line, type Selection } from './file.ts';
import { storeOf, type Store } from './store.ts';

/** Names of deleted streams in one line. */
const NAMES = 500;

const isPosition = (text: string): boolean => /^\d{1,20}$/.test(text);

/** What the flags ask for. @throws Failure */
export function selectionOf({ flags }: Pick<Call, 'flags'>): Selection {
  const { stream, prefix, category, from, to } = flags;
  if ([stream, prefix, category].filter((one) => one !== undefined).length > 1)
    throw new Failure('One of --stream, --prefix and --category is enough', 'See: npm run lyceum -- events export --help', 2);
  return {
    stream: stream ?? null,
    prefix: stream ?? prefix ?? (category === undefined ? '' : `${category}-`),
    from: placeOf(from),
    to: placeOf(to),
  };
}

/** A position, or an instant as ISO 8601 has it. */
function placeOf(text: string | undefined): string | null {
  if (text === undefined || isPosition(text)) return text ?? null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Failure(`“${text}” is neither a position nor a time`, 'Write it as 640 or 2026-05-03T09:00:00Z', 2);
  return new Date(at).toISOString();
}

/** Whether an event is among those that were asked for: after the position `from` or not before that time, and until `to`. */
export function isWanted({ stream, from, to }: Selection, event: Pick<CarriedEvent, 'stream' | 'position' | 'created'>): boolean {
  const side = (place: string) =>
    isPosition(place) ? Number(BigInt(event.position) - BigInt(place)) : event.created - Date.parse(place) + (place === from ? 1 : 0);
  return (stream === null || event.stream === stream) && (from === null || side(from) > 0) && (to === null || side(to) <= 0);
}

/** A file that grows line by line. */
class Growing {
  readonly #file: FileHandle;
  #hash: string;

  constructor(file: FileHandle, hash: string) {
    this.#file = file;
    this.#hash = hash;
  }

  get hash(): string {
    return this.#hash;
  }

  async add(...lines: readonly Line[]): Promise<void> {
    const texts = lines.map((line) => {
      const { text, hash } = written(line, this.#hash);
      this.#hash = hash;
      return text;
    });
    if (texts.length > 0) await this.#file.write(texts.join(''));
  }

  async close(): Promise<void> {
    await this.#file.sync();
    await this.#file.close();
  }
}

/** What lies in the file already: the beginning of the very export that is asked for. @throws Failure */
async function begun(path: string, wanted: Selection, secret: string | null): Promise<Contents | null> {
  const there = existsSync(path) ? await contentsOf(path) : null;
  if (!there) return null;
  if (there.whole) throw new Failure(`${path} is whole: it has ${there.events} events`, 'Name another file, or remove it', 1);
  const { head } = there;
  const same = (['stream', 'prefix', 'from', 'to'] as const).every((field) => head[field] === wanted[field]) && head.secret === secret;
  if (!same) throw new Failure(`${path} is the beginning of another export`, 'Name another file, or remove it');
  return there;
}

async function* events(store: Store, wanted: Selection, after: string | null) {
  for (let place = after; ;) {
    const { items, next } = await store.page(place, wanted.prefix);
    yield items.filter((event) => isWanted(wanted, event));
    const last = items.at(-1);
    const over = wanted.to !== null && isPosition(wanted.to) && last && BigInt(last.position) > BigInt(wanted.to);
    if (next === null || over) return;
    place = next;
  }
}

/** Writes events to a file; one that was broken off goes on where it was. */
export async function exportEvents(call: Call): Promise<number> {
  const path = word(call, 0, 'The file');
  const wanted = selectionOf(call);
  const store = await storeOf(call);
  const bar = new Progress(call.flags.json ? null : process.stderr);
  try {
    const secret = await store.secret();
    const there = await begun(path, wanted, secret);
    const file = await open(path, there ? 'r+' : 'w', 0o600);
    if (there) await file.truncate(there.end);
    const growing = new Growing(await (there ? reopened(file, path) : file), there?.hash ?? NO_HASH);
    const before = there?.events ?? 0;
    let count = before;
    if (!there) await growing.add({ lyceum: 'events', version: 1, ...wanted, secret, began: new Date().toISOString() });
    const pace = new Pace(before);
    const from = wanted.from !== null && isPosition(wanted.from) ? wanted.from : null;
    for await (const some of events(store, wanted, there?.position ?? from)) {
      await growing.add(...some);
      count += some.length;
      bar.show(`export · ${count} events · ${pace.at(count, null).rate}/s`);
    }
    const deleted = (await store.deleted()).filter((stream) =>
      wanted.stream === null ? stream.startsWith(wanted.prefix) : stream === wanted.stream,
    );
    const ofOthers = deleted.filter((stream) => !stream.startsWith('$'));
    for (let at = 0; at < ofOthers.length; at += NAMES) await growing.add({ deleted: ofOthers.slice(at, at + NAMES) });
    await growing.add({ events: count, ended: new Date().toISOString() });
    await growing.close();
    bar.end();
    say(call, { file: path, events: count, before, deleted: ofOthers.length, hash: growing.hash }, (done) =>
      [
        `${done.events} events in ${done.file}`,
        done.before > 0 ? `, gone on after ${done.before}` : '',
        done.deleted > 0 ? `; ${done.deleted} streams were deleted and are not among them` : '',
        ` (${done.hash})`,
      ].join(''),
    );
    return 0;
  } finally {
    bar.end();
    await store.close();
  }
}

/** At its end, where what was torn has been cut off. */
async function reopened(file: FileHandle, path: string): Promise<FileHandle> {
  await file.close();
  return open(path, 'a', 0o600);
}
