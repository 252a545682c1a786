import { z } from 'zod';
import type { WebinarKind } from '../plan.ts';

/** What somebody is in a room. */
export const RoomRole = z.enum(['host', 'co-host', 'speaker', 'attendee']).meta({ id: 'RoomRole' });
export type RoomRole = z.infer<typeof RoomRole>;

/** What is sent: each person has at most one of each. */
export const MediaSource = z.enum(['microphone', 'camera', 'screen', 'screen-audio']);
export type MediaSource = z.infer<typeof MediaSource>;

/** How the room is set. */
export const RoomSettings = z.strictObject({
  /** Nobody new comes in. */
  locked: z.boolean(),
  /** Who comes waits until a host lets them in. */
  lobby: z.boolean(),
  /** Attendees may write to all; they may always write to the hosts. */
  chat: z.boolean(),
  /** What attendees may send. */
  attendees: z.strictObject({ microphone: z.boolean(), camera: z.boolean(), screen: z.boolean() }),
});
export type RoomSettings = z.infer<typeof RoomSettings>;

/** Whether the role runs the room: lets in, mutes, promotes, moderates, opens polls, records. */
export const runsRoom = (role: RoomRole): boolean => role === 'host' || role === 'co-host';

/** Whether somebody of the role may send the source, as the room is set. */
export function maySend(role: RoomRole, source: MediaSource, { attendees }: RoomSettings): boolean {
  return role !== 'attendee' || attendees[source === 'screen-audio' ? 'screen' : source];
}

/** How a room is set when it opens: in a workshop and a seminar all speak. */
export function settingsFor(kind: WebinarKind | 'consultation', lobby: boolean): RoomSettings {
  const together = kind === 'workshop' || kind === 'seminar' || kind === 'consultation';
  return { locked: false, lobby, chat: true, attendees: { microphone: together, camera: together, screen: false } };
}
