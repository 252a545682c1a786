import type { Id, Instant } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** A statement as other systems ask for it. */
export interface StatementRow {
  readonly statementId: Id;
  /** People of the academy who are its actor or its object. */
  readonly people: readonly Id[];
  readonly verb: string;
  /** The activity that it is about, and those of its context beside it. */
  readonly object: string | null;
  readonly activities: readonly string[];
  readonly registration: Id | null;
  readonly stored: Instant;
  /** All of it as JSON; null once one of those it names is forgotten. */
  readonly statement: string | null;
  /** Another statement took it back. */
  readonly voided: boolean;
}

/** What is voided before it is there waits as a row of its own: nobody is shown it. */
const unknown = (statementId: Id, stored: Instant): StatementRow => ({
  statementId,
  people: [],
  verb: '',
  object: null,
  activities: [],
  registration: null,
  stored,
  statement: null,
  voided: true,
});

export const statements = projection<StatementRow, 'activity.StatementStored.v1'>({
  name: 'statements',
  version: 1,
  from: ['activity.StatementStored.v1'],
  key: ({ data: { statementId, voids } }) => (voids === null || voids === statementId ? statementId : [statementId, voids]),
  fold: (row, { data }, key) => {
    const { statementId, personId, about, verb, object, activities, registration, stored, statement, voids } = data;
    if (key !== statementId) return { ...(row ?? unknown(key, stored)), voided: true };
    // Who voids cannot be voided.
    const voided = voids === null && (row?.voided ?? false);
    return { statementId, people: [personId, ...about], verb, object, activities, registration, stored, statement, voided };
  },
  indexes: [
    { stored: 1, _id: 1 },
    { people: 1, stored: 1, _id: 1 },
    { activities: 1, stored: 1, _id: 1 },
  ],
});
