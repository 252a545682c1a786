import { z } from 'zod';
import { Id, Instant } from '../values.ts';
import { QuestionDraft } from './question.ts';

export const DraftRegradeRequest = z.strictObject({ questionId: Id, question: QuestionDraft }).meta({ id: 'DraftRegradeRequest' });
export type DraftRegradeRequest = z.infer<typeof DraftRegradeRequest>;

/** An attempt whose score changes, in points. */
export const RegradeDifference = z
  .object({ attemptId: Id, personId: Id, name: z.string().nullable(), before: z.number(), after: z.number(), maxScore: z.number() })
  .meta({ id: 'RegradeDifference' });
export type RegradeDifference = z.infer<typeof RegradeDifference>;

export const RegradeDrafted = z
  .object({ regradeId: Id, attempts: z.int(), differences: z.array(RegradeDifference) })
  .meta({ id: 'RegradeDrafted' });
export type RegradeDrafted = z.infer<typeof RegradeDrafted>;

/** `publishing` and `reversing`: attempts are being graded anew. */
export const RegradePhase = z.enum(['draft', 'publishing', 'published', 'reversing', 'reversed']).meta({ id: 'RegradePhase' });
export type RegradePhase = z.infer<typeof RegradePhase>;

/** `done` attempts of `total` have their new score; of the last publication or reversal. */
export const RegradeProgress = z.object({ done: z.int(), total: z.int() }).meta({ id: 'RegradeProgress' });

export const RegradeSummary = z
  .object({
    regradeId: Id,
    quizId: Id,
    questionId: Id,
    questionText: z.string(),
    phase: RegradePhase,
    progress: RegradeProgress,
    draftedAt: Instant,
    publishedAt: Instant.nullable(),
    reversedAt: Instant.nullable(),
  })
  .meta({ id: 'RegradeSummary' });
export type RegradeSummary = z.infer<typeof RegradeSummary>;

/** While it is a draft, `differences` are what it would change now; then what it has changed. */
export const RegradeDetail = RegradeSummary.extend({
  question: z.looseObject({ type: z.string() }),
  differences: z.array(RegradeDifference),
}).meta({
  id: 'RegradeDetail',
});
export type RegradeDetail = z.infer<typeof RegradeDetail>;

export const Regrades = z.object({ items: z.array(RegradeSummary) }).meta({ id: 'Regrades' });
export type Regrades = z.infer<typeof Regrades>;

export const RegradeStands = z.object({ regradeId: Id, phase: RegradePhase }).meta({ id: 'RegradeStands' });
export type RegradeStands = z.infer<typeof RegradeStands>;
