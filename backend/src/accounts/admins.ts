import type { AdminEvent, Id } from '@lyceum/contracts';
import type { Decider } from '../deciding/decider.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';

export type Admins = ReadonlySet<Id>;

/** There is one such stream; its id stands for the academy. */
export const ACADEMY = 'academy';

/** `admins-academy`: who counts as an admin, so that there is always one left. */
export const admins: Decider<Admins, AdminEvent> = {
  stream: (id) => `admins-${id}`,
  initial: new Set(),
  evolve: (known, { type, data: { personId } }) =>
    type === 'accounts.AdminAppointed.v1' ? new Set([...known, personId]) : new Set([...known].filter((id) => id !== personId)),
};

export function appoint(known: Admins, personIds: readonly Id[]): Decision<AdminEvent> {
  const added = personIds.filter((id) => !known.has(id));
  return added.length === 0
    ? nothing()
    : accept(...added.map((personId) => ({ type: 'accounts.AdminAppointed.v1' as const, data: { personId } })));
}

/** Refused where nobody who counts would be left. */
export function dismiss(known: Admins, personIds: readonly Id[]): Decision<AdminEvent> {
  const leaving = new Set(personIds);
  if (known.isSubsetOf(leaving)) return refuse('last-admin');
  const removed = personIds.filter((id) => known.has(id));
  return removed.length === 0
    ? nothing()
    : accept(...removed.map((personId) => ({ type: 'accounts.AdminDismissed.v1' as const, data: { personId } })));
}
