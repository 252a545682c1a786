import { z } from 'zod';
import { Instant } from '../values.ts';

/** Counts of one span of time: `start` is its first instant. */
export const Counts = z
  .object({ start: Instant, registered: z.int(), enrolled: z.int(), left: z.int(), started: z.int(), submitted: z.int(), graded: z.int() })
  .meta({ id: 'Counts' });
export type Counts = z.infer<typeof Counts>;

/** The academy in figures. `grades.histogram` counts graded attempts by tenths of the full score. `days` and `minutes` are the newest, oldest first. */
export const Overview = z
  .object({
    people: z.record(z.string(), z.int()),
    courses: z.int(),
    enrolments: z.object({ active: z.int(), left: z.int() }),
    attempts: z.object({ started: z.int(), submitted: z.int() }),
    grades: z.object({ histogram: z.array(z.int()).length(10) }),
    days: z.array(Counts),
    minutes: z.array(Counts),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;
