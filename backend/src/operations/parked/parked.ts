import type { Parked } from '@lyceum/contracts';
import { BEHIND, shownPosition, type ParkedFact } from '@lyceum/projections';

/** What a parked fact is called outside: its name in the read store has signs in it that do not belong into an address. */
export const parkedIdOf = (stored: string): string => Buffer.from(stored).toString('base64url');
export const storedIdOf = (parkedId: string): string => Buffer.from(parkedId, 'base64url').toString();

/** A parked fact as it is shown. */
export const shown = ({ _id, model, key, position, type, stream, revision, reason }: ParkedFact): Parked => ({
  parkedId: parkedIdOf(_id),
  name: model,
  key,
  position: shownPosition(position),
  ...{ type, stream, revision, reason },
  first: reason !== BEHIND,
});
