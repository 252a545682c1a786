import { z } from 'zod';
import { Position } from './values.ts';
import type { Problem } from './problem.ts';

/** What a room is of: one thing or person each, or all that a role sees. */
export const ROOMS_OF_ONE = ['course', 'person', 'quiz', 'calendar', 'webinar'] as const;
export const ROOMS_OF_ALL = ['admin', 'operator'] as const;

/** A room of the live connection: `course:ID`, `person:ID`, `quiz:ID`, `calendar:INSTRUCTORID`, `webinar:ID`, `admin` or `operator`. */
export const Room = z
  .string()
  .max(60)
  .regex(
    new RegExp(`^(?:(?:${ROOMS_OF_ONE.join('|')}):[0-9a-f-]{36}|${ROOMS_OF_ALL.join('|')})$`),
    'course:ID, person:ID, quiz:ID, calendar:ID, webinar:ID, admin or operator',
  );
export type Room = string;

/** `emit('join', { room, since? }, ack)`; all changes after `since` follow, none twice, none missed. */
export const JoinRequest = z.strictObject({ room: Room, since: Position.optional() });
export type JoinRequest = z.infer<typeof JoinRequest>;

/** `emit('leave', { room }, ack)`. */
export const LeaveRequest = z.strictObject({ room: Room });

/** The acknowledgement of a join: changes after `position` come live. */
export type JoinAnswer = { readonly ok: true; readonly position: Position } | ({ readonly ok: false } & Problem);

/** A row of a read model that has changed, or is gone (`row: null`). */
export interface Change<Row = unknown> {
  readonly room: Room;
  readonly model: string;
  readonly key: string;
  readonly row: Row | null;
  readonly position: Position;
}
