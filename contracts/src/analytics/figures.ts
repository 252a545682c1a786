import { z } from 'zod';
import { Role } from '../permissions.ts';
import { FactLine } from '../quizzes/requests.ts';

/**
 * A figure of the overview by name: `people:ROLE`, `courses`, `enrolments`, `started`, `submitted`, `grades:TENTH` (0 to 9), or what
 * happened on a day (UTC): `enrolled:2026-03-02`, `left:2026-03-02`.
 */
export const Figure = z.union([
  z.enum(['courses', 'enrolments', 'started', 'submitted']),
  z.templateLiteral(['people:', Role]),
  z.templateLiteral(['grades:', z.int()]).refine((figure) => /^grades:\d$/.test(figure), 'a tenth from 0 to 9'),
  z.templateLiteral([z.enum(['enrolled', 'left']), ':', z.iso.date()]),
]);
export type Figure = z.infer<typeof Figure>;

/**
 * What stands behind a figure: its value, how many facts made it, and the newest of them, oldest first. Their `values` name the `person`,
 * `course` and `quiz`, and say by how much each changed the figure (`change`).
 */
export const FigureFacts = z.object({ value: z.int(), facts: z.int(), items: z.array(FactLine) }).meta({ id: 'FigureFacts' });
export type FigureFacts = z.infer<typeof FigureFacts>;
