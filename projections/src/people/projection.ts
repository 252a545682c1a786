import type { Id, Instant, Role } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { sortKey, wordsOf } from '../engine/words.ts';

/** A person. Name and address are null once the person is forgotten. */
export interface PersonRow {
  readonly personId: Id;
  readonly name: string | null;
  readonly email: string | null;
  readonly timeZone: string;
  readonly roles: readonly Role[];
  readonly registeredAt: Instant;
  readonly words: readonly string[];
  readonly sort: string;
}

export const people = projection<PersonRow, 'accounts.PersonRegistered.v2' | 'accounts.RolesChanged.v1'>({
  name: 'people',
  version: 1,
  from: ['accounts.PersonRegistered.v2', 'accounts.RolesChanged.v1'],
  first: ['accounts.PersonRegistered.v2'],
  key: ({ data }) => data.personId,
  fold: (row, fact) => {
    switch (fact.type) {
      case 'accounts.PersonRegistered.v2': {
        const { personId, name, email, timeZone } = fact.data;
        const registeredAt = fact.metadata.at;
        return { personId, name, email, timeZone, roles: [], registeredAt, words: wordsOf(name, email), sort: sortKey(name) };
      }
      case 'accounts.RolesChanged.v1': {
        if (!row) throw new Error('roles of a person who never registered');
        const { added, removed } = fact.data;
        return { ...row, roles: [...new Set([...row.roles, ...added])].filter((role) => !removed.includes(role)) };
      }
    }
  },
  indexes: [{ sort: 1, _id: 1 }, { roles: 1, sort: 1, _id: 1 }, { words: 1 }, { position: 1 }],
  rooms: { admin: null, person: '_id' },
  views: ({ words: _, sort: __, ...row }) => [
    { room: 'admin', audience: 'staff', row },
    { room: `person:${row.personId}`, audience: 'member', row },
  ],
});
