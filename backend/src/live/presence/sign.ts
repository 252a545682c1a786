import type { Id } from '@lyceum/contracts';

const KINDS = ['online', 'typing', 'room', 'webinar'] as const;

/**
 * What somebody lets others see for a while: that they are on line, that they type in a conversation (`place`), that they are in the room of a
 * session, or in that of a webinar. It fades by itself and is no fact.
 */
export interface Sign {
  readonly kind: (typeof KINDS)[number];
  readonly personId: Id;
  readonly place: string;
}

/** A sign as it lies in the read store, under its name and the backend that gives it. */
export interface StoredSign {
  readonly _id: string;
  /** For how many milliseconds it holds. */
  readonly lasting: number;
  /** When the store may forget it. */
  readonly until: Date;
}

export const nameOf = ({ kind, personId, place }: Sign): string => `${kind} ${personId} ${place}`;

export const idOf = (sign: Sign, backend: Id): string => `${nameOf(sign)} ${backend}`;

/** The sign and the backend of an id; null where it is none of ours. */
export function readId(id: string): { readonly sign: Sign; readonly backend: string } | null {
  const [kind, personId, place, backend] = id.split(' ');
  const known = KINDS.find((each) => each === kind);
  if (!known || personId === undefined || place === undefined || backend === undefined) return null;
  return { sign: { kind: known, personId, place }, backend };
}
