import type { CarriedEvent } from '@lyceum/contracts';
import { NO_HASH, written, type Line, type Selection } from './lines.ts';

/** Names of deleted streams in one line. */
const NAMES = 500;

/** A log that events are taken from. */
export interface Source {
  page(after: string | null, prefix: string): Promise<{ readonly items: readonly CarriedEvent[]; readonly next: string | null }>;
  deleted(): Promise<readonly string[]>;
}

/** How far a file has got: the position of its last event, its last hash, and how many events are in it. */
export interface Place {
  readonly position: string | null;
  readonly hash: string;
  readonly events: number;
}

/** The lines that come next in a file, and how far it is behind them. */
export interface Portion extends Place {
  readonly text: string;
  /** How many streams that were deleted for ever are named at the end. */
  readonly deleted: number;
}

export const isPosition = (text: string): boolean => /^\d{1,20}$/.test(text);

/** Whether an event is among those that were asked for: after the position `from` or not before that time, and until `to`. */
export function isWanted({ stream, from, to }: Selection, event: Pick<CarriedEvent, 'stream' | 'position' | 'created'>): boolean {
  const side = (place: string) =>
    isPosition(place) ? Number(BigInt(event.position) - BigInt(place)) : event.created - Date.parse(place) + (place === from ? 1 : 0);
  return (stream === null || event.stream === stream) && (from === null || side(from) > 0) && (to === null || side(to) <= 0);
}

async function* events(source: Source, wanted: Selection, after: string | null) {
  for (let place = after; ;) {
    const { items, next } = await source.page(place, wanted.prefix);
    yield items.filter((event) => isWanted(wanted, event));
    const last = items.at(-1);
    const over = wanted.to !== null && isPosition(wanted.to) && last && BigInt(last.position) > BigInt(wanted.to);
    if (next === null || over) return;
    place = next;
  }
}

/**
 * The lines of a file of events, portion by portion; one that broke off goes on at `begun`.
 * @throws what the source cannot be read with
 */
export async function* exported(
  source: Source,
  wanted: Selection,
  secret: string | null,
  begun: Place | null,
): AsyncGenerator<Portion, void, undefined> {
  let place: Place = begun ?? { position: null, hash: NO_HASH, events: 0 };
  let deleted = 0;
  const portion = (lines: readonly Line[], more: Partial<Place> = {}): Portion => {
    let { hash } = place;
    const texts = lines.map((line) => {
      const one = written(line, hash);
      hash = one.hash;
      return one.text;
    });
    place = { ...place, ...more, hash };
    return { ...place, text: texts.join(''), deleted };
  };
  if (!begun) yield portion([{ lyceum: 'events', version: 1, ...wanted, secret, began: new Date().toISOString() }]);
  const from = wanted.from !== null && isPosition(wanted.from) ? wanted.from : null;
  for await (const some of events(source, wanted, place.position ?? from))
    yield portion(some, { position: some.at(-1)?.position ?? place.position, events: place.events + some.length });
  const isAsked = (stream: string) => (wanted.stream === null ? stream.startsWith(wanted.prefix) : stream === wanted.stream);
  const names = (await source.deleted()).filter((stream) => !stream.startsWith('$') && isAsked(stream));
  for (let at = 0; at < names.length; at += NAMES) {
    deleted = Math.min(names.length, at + NAMES);
    yield portion([{ deleted: names.slice(at, at + NAMES) }]);
  }
  yield portion([{ events: place.events, ended: new Date().toISOString() }]);
}
