import { EVENT_PREFIXES, KNOWN_TYPES, peopleIn, type AcademyEventType, type Id, type Instant } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** Where a fact lies and by what it is looked for. What it says stays in the log, where it is encrypted. */
export interface JournalRow {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly at: Instant;
  /** Who did it and whom it names. */
  readonly people: readonly Id[];
  readonly correlationId: Id;
}

/** Every type of fact that the feed brings. */
export const FED_TYPES = KNOWN_TYPES.filter((type) => EVENT_PREFIXES.some((prefix) => type.startsWith(prefix))) as AcademyEventType[];

export const journal = projection<JournalRow, AcademyEventType>({
  name: 'journal',
  version: 2,
  from: FED_TYPES,
  first: FED_TYPES,
  blind: true,
  key: ({ id }) => id,
  fold: (_, { stream, revision, type, data, metadata: { at, by, correlationId } }) => {
    const people = new Set([...(by === null ? [] : [by]), ...peopleIn(data)]);
    return { stream, revision, type, at, people: [...people], correlationId };
  },
  indexes: [{ position: -1 }, { type: 1, position: -1 }, { people: 1, position: -1 }, { correlationId: 1, position: -1 }, { at: 1 }],
});
