import type { PersonEvent, Role } from '@lyceum/contracts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import type { Person } from './person.ts';

/** What is to become of somebody's roles: those to add and those to take. */
export interface RoleChange {
  readonly add: readonly Role[];
  readonly remove: readonly Role[];
}

export function changeRoles(person: Person, { add, remove }: RoleChange): Decision<PersonEvent> {
  if (person.phase === 'none') return refuse('person-not-found');
  const { personId, roles } = person;
  const added = [...new Set(add)].filter((role) => !roles.includes(role) && !remove.includes(role));
  const removed = [...new Set(remove)].filter((role) => roles.includes(role));
  if (added.length === 0 && removed.length === 0) return nothing();
  return accept({ type: 'accounts.RolesChanged.v1', data: { personId, added, removed } });
}
