import { z } from 'zod';
import { Id, Instant, pageOf } from '../values.ts';

export const Enrolment = z
  .object({ personId: Id, name: z.string().nullable(), phase: z.enum(['active', 'left']), since: Instant })
  .meta({ id: 'Enrolment' });
export type Enrolment = z.infer<typeof Enrolment>;
export const EnrolmentsPage = pageOf(Enrolment).meta({ id: 'EnrolmentsPage' });
