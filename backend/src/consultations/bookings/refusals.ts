import type { RefusalCode } from '@lyceum/contracts';

/** All that can speak against a whole day. */
export const DAY_REFUSALS = [
  'no-availability',
  'in-the-past',
  'too-far-ahead',
  'length-not-offered',
  'outside-hours',
  'day-closed',
] as const satisfies readonly RefusalCode[];

/** All that can speak against a time. */
export const SLOT_REFUSALS = [
  ...DAY_REFUSALS,
  'too-soon',
  'not-a-start',
  'slot-booked',
  'slot-held',
  'slot-yours',
  'slot-in-buffer',
  'slot-reserved',
  'slot-full',
  'busy-elsewhere',
  'day-full',
  'week-full',
] as const satisfies readonly RefusalCode[];
