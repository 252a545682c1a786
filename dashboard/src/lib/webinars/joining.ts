import { ROOM_CLOSES_AFTER, ROOM_OPENS_BEFORE, type WebinarSummary } from '@lyceum/contracts';

type Known = Pick<WebinarSummary, 'phase' | 'start' | 'end' | 'as' | 'mine' | 'registration' | 'seats' | 'registered'>;

/** Whether somebody may go in: who runs it or speaks, who has a place, and where it is open to all whoever comes while there are seats. */
const mayEnter = ({ as, mine, registration, seats, registered }: Known): boolean =>
  as !== 'attendee' || mine === 'confirmed' || (registration === 'open' && mine === 'none' && (seats === null || registered < seats));

/** Whether its room is open for somebody now (`join`), or theirs to open (`open`). Past these times it lets nobody in. */
export function joining(webinar: Known, now: number): 'join' | 'open' | null {
  const isTime = now >= Date.parse(webinar.start) - ROOM_OPENS_BEFORE && now < Date.parse(webinar.end) + ROOM_CLOSES_AFTER;
  if (!isTime || !mayEnter(webinar)) return null;
  if (webinar.phase === 'live') return 'join';
  return webinar.phase === 'scheduled' && webinar.as === 'host' ? 'open' : null;
}

/** Whether its time has come and its room is still shut: it begins as soon as its host is there. */
export const waitsForHost = ({ phase, start, end }: Pick<Known, 'phase' | 'start' | 'end'>, now: number): boolean =>
  phase === 'scheduled' && now >= Date.parse(start) && now < Date.parse(end);
