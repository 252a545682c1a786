import { BEGINNING, EVENT_PREFIXES, KNOWN_TYPES, PERSONAL, type Id, type Recorded } from '@lyceum/contracts';
import { FactUnknown, sealedFor, type Db, type EventLog, type ReadStore } from '@lyceum/stores';
import { parked } from '../records.ts';
import type { Table } from '../table.ts';

/** The read model that says where the facts lie that name somebody. */
const JOURNAL = 'journal';

/** Types of facts that have something sealed, in their newest versions; those that rows are folded from; and answers kept for who asks again. */
const ALL = KNOWN_TYPES.filter((type) => type in PERSONAL);
const SEALED = ALL.filter((type) => !type.startsWith('api.'));
const FED = SEALED.filter((type) => EVENT_PREFIXES.some((prefix) => type.startsWith(prefix)));
const ANSWERS = ALL.filter((type) => type.startsWith('api.'));

/** Where a fact lies, as the journal has it. */
interface Place {
  readonly stream: string;
  readonly revision: number;
}

/** What is needed to find facts. */
export interface Ground {
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly tables: readonly Table[];
  readonly signal: AbortSignal;
}

/**
 * The facts that have something sealed with the keys of these people, but for kept answers. The journal finds them at once, if it has seen the whole log and parked
 * nothing of it; else the log is gone through from its beginning.
 */
export async function sealedFacts(ground: Ground, people: readonly Id[]): Promise<readonly Recorded[]> {
  return (await byJournal(ground, people)) ?? (await byLog(ground, people, SEALED));
}

/** Answers that are kept for who asks again: no row is folded from them, so that nobody has to wait for this. */
export const keptAnswers = (ground: Ground, people: readonly Id[]): Promise<readonly Recorded[]> => byLog(ground, people, ANSWERS);

const concerns = (people: readonly Id[], { type, data }: Recorded): boolean =>
  sealedFor(type, data).some((person) => people.includes(person));

async function byLog({ log, signal }: Ground, people: readonly Id[], types: readonly string[]): Promise<Recorded[]> {
  const found: Recorded[] = [];
  for await (const message of log.news(BEGINNING, signal, types)) {
    if (message.kind === 'caught-up') break;
    if (message.kind === 'fact' && concerns(people, message.fact)) found.push(message.fact);
  }
  return found;
}

async function byJournal(ground: Ground, people: readonly Id[]): Promise<readonly Recorded[] | null> {
  const { log, store, tables } = ground;
  const journal = tables.find(({ model }) => model.name === JOURNAL);
  if (!journal || journal.stopped !== null) return null;
  const places = await store.reading((db) => placesOf(db, journal, people));
  if (!places) return null;
  try {
    const found = (await factsAt(log, places)).filter((fact) => concerns(people, fact));
    const files = (await Promise.all([...filesIn(found)].map((stream) => log.read(stream)))).flat();
    return [...found, ...files.filter((fact) => concerns(people, fact))];
  } catch (error) {
    // Of a version that is yet to come: the log itself passes over it.
    if (error instanceof FactUnknown) return null;
    throw error;
  }
}

/** Null where the journal leaves something out. */
async function placesOf(db: Db, { generation, name }: Table, people: readonly Id[]): Promise<readonly Place[] | null> {
  if ((await parked(db).countDocuments({ model: JOURNAL, generation })) > 0) return null;
  return db
    .collection<Place & { people: Id; type: string }>(name)
    .find({ people: { $in: [...people] }, type: { $in: FED } })
    .toArray();
}

async function factsAt(log: EventLog, places: readonly Place[]): Promise<readonly Recorded[]> {
  const streams = Map.groupBy(places, ({ stream }) => stream);
  const read = [...streams].map(async ([stream, of]) => {
    const revisions = new Set(of.map(({ revision }) => revision));
    const [first, last] = [Math.min(...revisions), Math.max(...revisions)];
    return (await log.read(stream, first - 1, last - first + 1)).filter(({ revision }) => revisions.has(revision));
  });
  return (await Promise.all(read)).flat();
}

/** Streams of the files and images that facts name: no read model is folded from them, so the journal does not know them. */
function filesIn(facts: readonly Recorded[]): ReadonlySet<string> {
  const streams = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, one] of Object.entries(value)) {
      if (typeof one !== 'string') look(one);
      else if (field === 'fileId') streams.add(`file-${one}`);
      else if (field === 'imageId') streams.add(`image-${one}`);
    }
  };
  for (const { data } of facts) look(data);
  return streams;
}
