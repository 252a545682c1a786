import type { ActivityEvent, EventOf, Statement } from '@lyceum/contracts';
import { timeOf } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';

type Stored = EventOf<'activity.StatementStored.v1'>['data'];

/** What is kept under an id: the statement as JSON (null where it can be read no more); null before. */
export type Kept = Pick<Stored, 'statement'> | null;

/** `statement-ID`: a statement, and beside it the activity that it comes to. */
export const statementStreams: Decider<Kept, ActivityEvent> = {
  stream: (statementId) => `statement-${statementId}`,
  passing: true,
  initial: null,
  evolve: (kept, { type, data }) => (type === 'activity.StatementStored.v1' ? { statement: data.statement } : kept),
};

/** Keys in their order, so that two writings of the same are one text. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
};

/** Whether they say the same, apart from what the academy itself says of a statement. */
export function same(kept: Statement, said: Statement): boolean {
  const core = ({ stored: _, authority: __, version: ___, timestamp: ____, ...statement }: Statement) => JSON.stringify(ordered(statement));
  const sameTime = said.timestamp === undefined || timeOf(said.timestamp) === timeOf(kept.timestamp ?? '');
  return sameTime && core(kept) === core(said);
}

/** Whether another statement has the id already. */
export const differs = (kept: Kept, said: Statement): boolean =>
  kept !== null && kept.statement !== null && !same(JSON.parse(kept.statement) as Statement, said);

/** The same statement a second time is no other; a different one is refused. */
export function decideStatement(kept: Kept, said: Statement, facts: readonly ActivityEvent[]): Decision<ActivityEvent> {
  if (kept === null) return accept(...facts);
  return differs(kept, said) ? refuse('statement-differs') : nothing();
}
