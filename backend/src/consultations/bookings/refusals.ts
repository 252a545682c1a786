import type { RefusalCode } from '@lyceum/contracts';

/** All that can speak against a time. */
export const SLOT_REFUSALS = [
  'no-availability',
  'in-the-past',
  'too-soon',
  'too-far-ahead',
  'length-not-offered',
  'outside-hours',
  'day-closed',
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
