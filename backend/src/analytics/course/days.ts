import type { Instant } from '@lyceum/contracts';

const DAY = 86_400_000;

/** A day of the calendar (UTC) by its number, or that of an instant's. */
export const dayOf = (at: Instant | string): number => Math.floor(Date.parse(at) / DAY);

/** A day by its number as a date. */
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The Monday of the week that a day lies in; day 0 was a Thursday. */
export const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);

/** The first day of the week that a day lies in, where weeks begin on `origin` and every seven days before and after. */
export const weekOf = (origin: number, day: number): number => origin + Math.floor((day - origin) / 7) * 7;
