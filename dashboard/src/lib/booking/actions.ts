import type { Booking } from '@lyceum/contracts';

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** What the reader can do about a booking now; the API decides, this only spares doors that are shut. */
export function actionsOf({ as, phase, start }: Pick<Booking, 'as' | 'phase' | 'start'>, now: number) {
  const isAhead = Date.parse(start) > now;
  const stands = phase === 'requested' || phase === 'confirmed';
  return {
    /** Put it into a calendar of one's own. */
    keep: as !== 'admin' && stands && isAhead,
    move: stands && isAhead,
    cancel: stands && isAhead,
    noShow: as !== 'admin' && !isAhead && (phase === 'confirmed' || phase === 'completed') && now - Date.parse(start) < WEEK,
  };
}
