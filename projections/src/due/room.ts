import { CLOSES_AFTER, instant, MINUTE, ROOM_CLOSES_AFTER, type EventOf, type Id, type Instant, type Recorded } from '@lyceum/contracts';
import { NEVER, type BookingFact } from './booking.ts';
import type { Thing } from './projection.ts';

/**
 * A room is to be closed when what it is for is over, and a recording in it to be ended that outlasts it. It is due while it is open, or
 * recorded; `closes` is when it has to be closed.
 */
export interface RoomDue {
  readonly what: 'close-room';
  readonly at: Instant;
  readonly roomId: Id;
  readonly closes: Instant;
  readonly open: boolean;
  readonly recordingId: Id | null;
}

export const ROOM_FACTS = [
  'webinars.WebinarScheduled.v1',
  'webinars.WebinarEdited.v1',
  'webinars.WebinarCancelled.v1',
  'webinars.RoomOpened.v1',
  'webinars.RoomClosed.v2',
  'webinars.RecordingStarted.v1',
  'webinars.RecordingStopped.v1',
  'webinars.RecordingFailed.v1',
] as const;
export type RoomFact = (typeof ROOM_FACTS)[number];

/** Milliseconds in which whoever closed a room ends its recording themselves. */
const BY_THEMSELVES = 15_000;

export const roomKey = (roomId: Id): string => `room ${roomId}`;
export const isRoomKey = (key: string): boolean => key.startsWith('room ');

const after = (at: Instant, milliseconds: number): Instant => instant(Date.parse(at) + milliseconds);
const sessionCloses = (start: Instant, length: number): Instant => after(start, length * MINUTE + CLOSES_AFTER);

/** When it is due by what is known of it; null where there will be nothing more to do. */
function timed(row: Omit<RoomDue, 'at'>, now: Instant): RoomDue | null {
  if (row.open) return { ...row, at: row.closes };
  if (row.recordingId !== null) return { ...row, at: after(now, BY_THEMSELVES) };
  return row.closes <= now ? null : { ...row, at: NEVER };
}

const planned = (roomId: Id, closes: Instant): Omit<RoomDue, 'at'> => ({
  what: 'close-room',
  roomId,
  closes,
  open: false,
  recordingId: null,
});

export function foldRoom(
  row: Thing | undefined,
  { type, data, metadata: { at } }: Recorded<EventOf<RoomFact | BookingFact>>,
): Thing | null | undefined {
  if (type === 'webinars.WebinarScheduled.v1') return timed(planned(data.webinarId, after(data.plan.end, ROOM_CLOSES_AFTER)), at);
  if (type === 'consultations.BookingHeld.v1') return timed(planned(data.bookingId, sessionCloses(data.start, data.length)), at);
  const room = row?.what === 'close-room' ? row : undefined;
  // The room of a session that is over already is opened in the hour after it.
  if (type === 'webinars.RoomOpened.v1') return timed({ ...(room ?? planned(data.roomId, after(at, CLOSES_AFTER))), open: true }, at);
  if (!room) return undefined;
  switch (type) {
    case 'webinars.WebinarEdited.v1':
      return timed({ ...room, closes: after(data.plan.end, ROOM_CLOSES_AFTER) }, at);
    case 'consultations.BookingRescheduled.v1':
      return timed({ ...room, closes: sessionCloses(data.start, data.length) }, at);
    case 'webinars.WebinarCancelled.v1':
    case 'consultations.BookingCancelled.v1':
    case 'consultations.BookingRefused.v1':
    case 'consultations.HoldExpired.v1':
    case 'consultations.NoShowRecorded.v1':
      return timed({ ...room, closes: at }, at);
    case 'consultations.SessionHeld.v1':
      return room.open ? undefined : null;
    case 'webinars.RoomClosed.v2':
      return timed({ ...room, open: false }, at);
    case 'webinars.RecordingStarted.v1':
      return timed({ ...room, recordingId: data.recordingId }, at);
    case 'webinars.RecordingStopped.v1':
    case 'webinars.RecordingFailed.v1':
      return timed({ ...room, recordingId: null }, at);
    default:
      return undefined;
  }
}
