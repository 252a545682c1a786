import { instant, type Id, type Instant } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** How long a part of the people (by their ids) was in the room of a webinar, in seconds by day (UTC); `here` are those who still are, since when. */
export interface WatchedRow {
  readonly roomId: Id;
  readonly here: Readonly<Record<Id, Instant>>;
  readonly seconds: Readonly<Record<string, number>>;
  /** The first and the last day. */
  readonly first: string;
  readonly last: string;
}

const DAY = 86_400_000;

/** The seconds of a stay, by day. */
export function byDay(from: Instant, to: Instant): Readonly<Record<string, number>> {
  const days: Record<string, number> = {};
  for (let at = Date.parse(from); at < Date.parse(to);) {
    const end = Math.min(Date.parse(to), (Math.floor(at / DAY) + 1) * DAY);
    days[instant(at).slice(0, 10)] = (end - at) / 1000;
    at = end;
  }
  return days;
}

export const watched = projection<WatchedRow, 'webinars.ParticipantJoined.v1' | 'webinars.ParticipantLeft.v1'>({
  name: 'watched',
  version: 1,
  from: ['webinars.ParticipantJoined.v1', 'webinars.ParticipantLeft.v1'],
  key: ({ data: { roomId, personId } }) => `${roomId}|${personId.slice(-1)}`,
  fold: (row, { type, data: { roomId, personId }, metadata: { at } }) => {
    const day = at.slice(0, 10);
    const before = row ?? { roomId, here: {}, seconds: {}, first: day, last: day };
    const since = before.here[personId];
    // Who comes by another connection while they are there goes on with their stay.
    if (type === 'webinars.ParticipantJoined.v1')
      return since === undefined ? { ...before, here: { ...before.here, [personId]: at } } : row;
    if (since === undefined) return undefined;
    const { [personId]: _, ...here } = before.here;
    const seconds = { ...before.seconds };
    for (const [on, more] of Object.entries(byDay(since, at))) seconds[on] = (seconds[on] ?? 0) + more;
    return { ...before, here, seconds, last: day > before.last ? day : before.last };
  },
  blind: true,
  indexes: [{ last: 1 }, { roomId: 1 }],
});
