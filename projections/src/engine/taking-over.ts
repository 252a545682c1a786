import type { Position, Recorded } from '@lyceum/contracts';
import type { ReadStore, Write } from '@lyceum/stores';
import type { Projection } from './projection.ts';
import type { RebuildRecord } from './rebuild-records.ts';
import { parked, parkedId, rowsName, storedPosition, WHOLE_MODEL, type StoredPosition, type StoredRow } from './records.ts';

/** Rows written at one go. */
const CHUNK = 1000;

/** Which rows a rebuild leaves as they are: those that have not changed since a position, or all but one. */
type Part = Pick<RebuildRecord, 'model' | 'former' | 'generation' | 'from' | 'key'>;

/**
 * Copies the live rows that are not to be folded anew, while the live model goes on. Each row carries the position of its last fact, so that
 * whatever happens to it meanwhile or later finds it where it stands.
 */
export async function takeOver(store: ReadStore, { model, former, generation, from, key }: Part, signal: AbortSignal): Promise<void> {
  const filter = key !== null ? { _id: { $ne: key } } : { position: { $lte: storedPosition(from ?? '0') } };
  const rows = store.db.collection<StoredRow>(rowsName(model, former)).find(filter, { batchSize: CHUNK });
  await copy(store, rows, signal, ({ _id, ...document }) => ({ collection: rowsName(model, generation), key: _id, document }));
  if (key === null) return;
  // Rows that wait behind a parked fact go on waiting.
  const waiting = parked(store.db).find({ model, generation: former, key: { $nin: [key, WHOLE_MODEL] } });
  await copy(store, waiting, signal, ({ _id, ...document }) => {
    const id = parkedId(rowsName(model, generation), document.position, document.key);
    return { collection: 'parked', key: id, document: { ...document, generation } };
  });
}

async function copy<T>(store: ReadStore, from: AsyncIterable<T>, signal: AbortSignal, as: (document: T) => Write): Promise<void> {
  await store.reading(async () => {
    let writes: Write[] = [];
    for await (const document of from) {
      if (signal.aborted) return;
      if (writes.push(as(document)) < CHUNK) continue;
      await store.write(writes);
      writes = [];
    }
    if (writes.length > 0) await store.write(writes);
  });
}

/** The model with facts up to `takenOver` for one row alone: all others have them already. */
export function onlyRow(model: Projection, key: string, takenOver: StoredPosition): Projection {
  const keysOf = (fact: Recorded): readonly string[] => {
    if (!isBefore(fact.position, takenOver)) return [model.key(fact)].flat();
    try {
      return [model.key(fact)].flat().filter((each) => each === key);
    } catch {
      // Where it names no row it is parked, and was taken over as such.
      return [];
    }
  };
  return { ...model, key: keysOf };
}

const isBefore = (position: Position, until: StoredPosition): boolean => storedPosition(position) <= until;
