/** The room of a webinar opens so long before it begins, and lets people in until so long after its end; milliseconds. */
export const ROOM_OPENS_BEFORE = 30 * 60_000;
export const ROOM_CLOSES_AFTER = 3 * 60 * 60_000;
