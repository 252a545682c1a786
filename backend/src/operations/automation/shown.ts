import {
  comparePositions,
  isClocked,
  type DueThing,
  type FactPlace,
  type Id,
  type Instant,
  type Position,
  type Run,
  type RunState,
} from '@lyceum/contracts';
import type { Due, ReadModels, RunRow } from '@lyceum/projections';

/** What a run is called outside: its name has signs in it that do not belong into an address. */
export const runIdOf = (run: string): string => Buffer.from(run).toString('base64url');
export const runOfId = (runId: string): string => Buffer.from(runId, 'base64url').toString();

/** How far reactions have come: all of them in the log, and each since when. */
export interface Place {
  readonly position: Position | null;
  readonly since: ReadonlyMap<string, Position | null>;
}

/** How a run stands: that nothing came of a reaction says that it was done only where it is known to have been come to. */
export function stateOf({ automation, since, state, effects }: RunRow, place: Place): RunState {
  if (since === null || state !== 'done' || effects > 0) return state;
  const after = place.since.get(automation) ?? null;
  if (after === null || comparePositions(since, after) <= 0) return 'passed-over';
  return place.position === null || comparePositions(since, place.position) > 0 ? 'waiting' : 'done';
}

const BROKEN: readonly RunState[] = ['failed', 'given-up'];

/** A reaction can be done again always, since what is there already is not done twice; of the clock what has failed. */
export function isRepeatable(automation: string, since: Position | null, state: RunState): boolean {
  if (since !== null) return state === 'done' || BROKEN.includes(state);
  return isClocked(automation) && BROKEN.includes(state);
}

/** Everything that rows name and do not say themselves. */
interface Around {
  readonly places: ReadonlyMap<Id, FactPlace>;
  readonly names: ReadonlyMap<Id, string | null>;
  readonly reasons: ReadonlyMap<Id, string | null>;
}

async function around(models: ReadModels, rows: readonly RunRow[], causes: readonly Id[]): Promise<Around> {
  const ids = [...causes, ...rows.flatMap(({ factId }) => factId ?? [])];
  const broken = rows.filter(({ automation, state }) => automation === 'send-mail' && BROKEN.includes(state));
  const [places, names, mails] = await Promise.all([
    models.journal.findMany(ids),
    models.people.names(rows.flatMap(({ ordered }) => ordered?.by ?? [])),
    // What a mail server answered is personal, and told by the mailbox.
    Promise.all(broken.map(({ key }) => models.mailbox.find(key))),
  ]);
  const facts = [...places.values()].map(({ id, type, stream, revision }) => [id, { id, type, stream, revision }] as const);
  return { places: new Map(facts), names, reasons: new Map(mails.flatMap((mail) => (mail ? [[mail.mailId, mail.reason]] : []))) };
}

/** Runs as operators see them. @throws ReadStoreUnavailable */
export async function shownRuns(models: ReadModels, rows: readonly RunRow[], place: Place): Promise<Run[]> {
  const { places, names, reasons } = await around(models, rows, []);
  return rows.map((row) => {
    const { automation, key, at, factId, reason, next, effects, effect, ordered, since } = row;
    const state = stateOf(row, place);
    return {
      runId: runIdOf(`${automation} ${key}`),
      ...{ automation, key, at, state, next, effects, effect },
      fact: (factId !== null && places.get(factId)) || null,
      tries: state === 'waiting' || state === 'passed-over' ? 0 : row.tries,
      reason: reasons.get(key) ?? reason,
      ordered: ordered && { personId: ordered.by, name: names.get(ordered.by) ?? null, at: ordered.at },
      repeatable: isRepeatable(automation, since, state),
    };
  });
}

/** What is due, with how it went so far. @throws ReadStoreUnavailable */
export async function shownDue(models: ReadModels, things: readonly Due[], now: Instant): Promise<DueThing[]> {
  const rows = await models.automation.findMany(things.map(({ what, key }) => `${what} ${key}`));
  const { places, reasons } = await around(
    models,
    [...rows.values()],
    things.map(({ cause }) => cause.factId),
  );
  return things.map(({ what, key, at, cause }) => {
    const run = `${what} ${key}`;
    const row = rows.get(run);
    const broken = row && BROKEN.includes(row.state) ? row : undefined;
    return {
      runId: runIdOf(run),
      automation: what,
      ...{ key, at },
      overdue: at <= now,
      fact: places.get(cause.factId) ?? null,
      tries: broken?.tries ?? 0,
      reason: reasons.get(key) ?? broken?.reason ?? null,
      next: broken?.next ?? null,
    };
  });
}
