import { ROOM_CLOSES_AFTER, type Page, type Position, type WebinarSummary } from '@lyceum/contracts';
import { read, type Fetch } from '#lib/api/client.ts';
import { earliest } from '#lib/api/position.ts';

/** The next webinars of somebody, and others that they can still come to. */
export interface NextWebinars {
  readonly mine: readonly WebinarSummary[];
  readonly others: readonly WebinarSummary[];
  readonly since: Position | null;
}

const SHOWN = 3;
/** Enough for those that are left out. */
const LOOKED_AT = 30;

/** What is still to come, or goes on: one that overruns as long as its room is open. */
export const isAhead = ({ phase, end }: WebinarSummary, now: number): boolean =>
  phase === 'live' || (phase === 'scheduled' && Date.parse(end) > now);

const canCome = ({ as, mine, seats, registered }: WebinarSummary): boolean =>
  as === 'attendee' && mine === 'none' && (seats === null || registered < seats);

/** The first of one's own and of the others. */
export const firstOf = (own: readonly WebinarSummary[], all: readonly WebinarSummary[], now: number): Omit<NextWebinars, 'since'> => ({
  mine: own.filter((webinar) => isAhead(webinar, now)).slice(0, SHOWN),
  others: all.filter((webinar) => isAhead(webinar, now) && canCome(webinar)).slice(0, SHOWN),
});

export async function readNext(fetch: Fetch): Promise<NextWebinars> {
  const now = Date.now();
  const query = { from: new Date(now - ROOM_CLOSES_AFTER).toISOString(), limit: LOOKED_AT };
  const [own, all] = await Promise.all([
    read<Page<WebinarSummary>>(fetch, '/api/webinars', { ...query, mine: true }),
    read<Page<WebinarSummary>>(fetch, '/api/webinars', query),
  ]);
  return { ...firstOf(own.value.items, all.value.items, now), since: earliest(own.position, all.position) };
}
