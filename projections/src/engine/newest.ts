import type { Instant } from '@lyceum/contracts';

/** The end of the time that a Date can say, in milliseconds since the epoch. */
const END = 8_640_000_000_000_000;

/** A text that rises as instants fall, so that a page by it has the newest first; `nth` parts what happened at once. */
export const newestFirst = (at: Instant, nth = 0): string => `${String(END - Date.parse(at)).padStart(16, '0')} ${999_999_999 - nth}`;
