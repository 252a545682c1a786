import { Id } from '@lyceum/contracts';
import { z } from 'zod';
import type { Principal } from '../../api/request.ts';
import type { Pair } from './client.ts';

/** One of the two in a path: oneself, or the one who is named. */
export const OneOf = z.union([z.literal('me'), Id]);
export type OneOf = z.infer<typeof OneOf>;

/** Which instructor's history of which client a path means. */
export const pairOf = ({ personId }: Principal, instructor: OneOf, student: OneOf): Pair => ({
  instructorId: instructor === 'me' ? personId : instructor,
  studentId: student === 'me' ? personId : student,
});
