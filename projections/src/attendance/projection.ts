import type { Id, RoomRole, Stay } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** When somebody was in a room, each time from coming to leaving; `to` is null while they are there. */
export interface AttendanceRow {
  readonly roomId: Id;
  readonly personId: Id;
  readonly role: RoomRole;
  /** Whether they are there now. */
  readonly here: boolean;
  readonly stays: readonly Stay[];
}

/** The key of somebody's row of a room. */
export const presenceKey = ({ roomId, personId }: { readonly roomId: Id; readonly personId: Id }): string => `${roomId}:${personId}`;

export const attendance = projection<AttendanceRow, 'webinars.ParticipantJoined.v1' | 'webinars.ParticipantLeft.v1'>({
  name: 'attendance',
  version: 2,
  from: ['webinars.ParticipantJoined.v1', 'webinars.ParticipantLeft.v1'],
  key: ({ data }) => presenceKey(data),
  fold: (row, fact) => {
    const { at } = fact.metadata;
    const open = row?.stays.at(-1)?.to === null;
    if (fact.type === 'webinars.ParticipantJoined.v1') {
      const { roomId, personId, role } = fact.data;
      // Who comes by another connection while they are there goes on with their stay.
      const stays = [...(row?.stays ?? []), ...(open ? [] : [{ from: at, to: null }])];
      return { roomId, personId, role, here: true, stays };
    }
    if (!row || !open) return undefined;
    return { ...row, here: false, stays: row.stays.map((stay) => (stay.to === null ? { ...stay, to: at } : stay)) };
  },
  indexes: [{ here: 1 }, { roomId: 1 }, { roomId: 1, position: 1 }, { personId: 1, position: 1 }],
  rooms: { webinar: 'roomId', person: 'personId' },
  views: (row) => [
    { room: `webinar:${row.roomId}`, audience: 'staff', row },
    { room: `person:${row.personId}`, audience: 'member', row },
  ],
});
