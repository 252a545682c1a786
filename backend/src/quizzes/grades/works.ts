import type { HistoryItemOf, WorkEvent } from '@lyceum/contracts';
import { z } from 'zod';
import type { Decider } from '../../deciding/decider.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { entriesOf, inParts, partsOf, withPart, type Parts } from '../../deciding/parts.ts';
import type { HandColumn } from './column.ts';

/** What the work of students in one column was worth: null where it was handed in and not marked. */
export type Works = Parts<number | null>;

const form = z.codec(z.array(z.tuple([z.string(), z.number().nullable()])), z.custom<Works>(), {
  decode: (entries) => partsOf(entries),
  encode: (scores) => entriesOf(scores).map(([id, score]): [string, number | null] => [id, score]),
});

/** `works-COLUMNID`: what was handed in and marked elsewhere, for a column that was added by hand. */
export const works: Decider<Works, WorkEvent> = {
  stream: (columnId) => `works-${columnId}`,
  initial: [],
  evolve: (known, { data: { studentId, score } }) => withPart(known, studentId, score),
  snapshot: { version: 1, every: 500, form },
};

/** A result that is known is not recorded again; another one takes its place. */
export function decideWork(known: Works, work: HistoryItemOf<'work'>, column: HandColumn | null): Decision<WorkEvent> {
  const { courseId, columnId, personId: studentId, score, lateSeconds, carriedOver } = work;
  if (!column || column.removed || column.courseId !== courseId) return refuse('column-not-found');
  const { maxScore } = column;
  if (score !== null && score > maxScore)
    return refuse('invalid-input', { errors: [{ path: 'score', rule: 'too_big', message: `the column is worth ${maxScore} at most` }] });
  const former = inParts(known, studentId);
  if (former === score) return nothing();
  const data = { courseId, columnId, studentId, score, maxScore, former: former ?? null, lateSeconds, carriedOver };
  return accept({ type: 'quizzes.WorkGraded.v1', data });
}
