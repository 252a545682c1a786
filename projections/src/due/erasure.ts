import { instant, type EventOf, type Id, type Instant, type Recorded } from '@lyceum/contracts';
import type { Thing } from './projection.ts';

/** Somebody is to be forgotten, until it is proven. */
export interface ErasureDue {
  readonly what: 'erase-person';
  readonly at: Instant;
  readonly personId: Id;
}

export type ErasureFact = 'accounts.ErasureOrdered.v1' | 'accounts.ErasureProven.v1';
export const ERASURE_FACTS = ['accounts.ErasureOrdered.v1', 'accounts.ErasureProven.v1'] as const;

const PREFIX = 'erasure-';
export const erasureKey = (personId: Id): string => `${PREFIX}${personId}`;
export const isErasureKey = (key: string): boolean => key.startsWith(PREFIX);

/** The backend that was asked is at it already: in milliseconds, how long it is given before the clock has somebody go on. */
const HEAD_START = 15_000;

export function foldErasure(row: Thing | undefined, { type, data, metadata }: Recorded<EventOf<ErasureFact>>): Thing | null | undefined {
  if (type === 'accounts.ErasureProven.v1') return row && null;
  return { what: 'erase-person', at: instant(Date.parse(metadata.at) + HEAD_START), personId: data.personId };
}
