import type { ReportRhythm } from '@lyceum/contracts';

export const RHYTHMS: readonly ReportRhythm[] = ['day', 'week', 'month'];

/** An hour of the day: `08:00`. */
export const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** The addresses in a text, however they are parted. */
export const addressesIn = (text: string): readonly string[] => text.split(/[\s,;]+/).filter((address) => address !== '');
