import { KNOWN_TYPES, type RoomEvent } from '@lyceum/contracts';

/** Facts of webinars that are not of a room. */
const OTHERS = /\.(?:Webinar|Registration|WaitingList|Ticket|Attendance)[A-Z]/;

/** The types of all facts of rooms. */
export const ROOM_FACTS = KNOWN_TYPES.filter((type) => type.startsWith('webinars.') && !OTHERS.test(type)) as readonly RoomEvent['type'][];
