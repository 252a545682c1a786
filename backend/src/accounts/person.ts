import type { Id, PersonEvent, Role } from '@lyceum/contracts';
import type { Decider } from '../deciding/decider.ts';

/** A registered person as decisions, sign-in and their own page need them. What is forgotten is null. */
export interface Registered {
  readonly phase: 'registered';
  readonly personId: Id;
  readonly name: string | null;
  readonly email: string | null;
  readonly timeZone: string;
  readonly hash: string | null;
  readonly roles: readonly Role[];
  /** How often the password was changed, and in which session last; undefined while it is the first. */
  readonly changed?: { readonly times: number; readonly sessionId: Id };
}

export type Person = { readonly phase: 'none' } | Registered;

export const timesChanged = ({ changed }: Pick<Registered, 'changed'>): number => changed?.times ?? 0;

/** Whether nobody knows any more who somebody was: they sign in no more. */
export const isForgotten = (person: Person): boolean => person.phase === 'registered' && person.email === null;

/** `person-ID`: who somebody is and what roles they have. */
export const people: Decider<Person, PersonEvent> = {
  stream: (personId) => `person-${personId}`,
  initial: { phase: 'none' },
  evolve: (person, { type, data }) => {
    if (type === 'accounts.PersonRegistered.v2') return { phase: 'registered', ...data, hash: null, roles: [] };
    if (person.phase === 'none') return person;
    if (type === 'accounts.PasswordSet.v1') return { ...person, hash: data.hash };
    if (type === 'accounts.PasswordChanged.v1')
      return { ...person, hash: data.hash, changed: { times: timesChanged(person) + 1, sessionId: data.sessionId } };
    return { ...person, roles: [...new Set([...person.roles, ...data.added])].filter((role) => !data.removed.includes(role)) };
  },
};
