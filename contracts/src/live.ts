import { z } from 'zod';
import { Position } from './values.ts';
import type { Problem } from './problem.ts';

/** A room of the live connection: `course:ID`, `person:ID`, `quiz:ID`, `calendar:INSTRUCTORID`, `webinar:ID`, `admin` or `operator`. */
export const Room = z
  .string()
  .max(60)
  .regex(
    /^(?:(?:course|person|quiz|calendar|webinar):[0-9a-f-]{36}|admin|operator)$/,
    'course:ID, person:ID, quiz:ID, calendar:ID, webinar:ID, admin or operator',
  );
export type Room = string;

/** `emit('join', { room, since? }, ack)`; all changes after `since` follow, none twice, none missed. */
export const JoinRequest = z.object({ room: Room, since: Position.optional() });
export type JoinRequest = z.infer<typeof JoinRequest>;

/** `emit('leave', { room }, ack)`. */
export const LeaveRequest = z.object({ room: Room });

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
