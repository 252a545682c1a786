import { z } from 'zod';
import { Id } from '../values.ts';

const Titled = z.object({ id: Id, title: z.string() });

/** A course that somebody may like, and why: of the `took` people who took `because`, `both` took this one too. */
export const Recommendation = z
  .object({
    course: Titled.extend({ summary: z.string(), instructor: z.string().nullable() }),
    because: Titled,
    took: z.int(),
    both: z.int(),
  })
  .meta({ id: 'Recommendation' });
export type Recommendation = z.infer<typeof Recommendation>;
/** The best first. */
export const Recommendations = z.object({ items: z.array(Recommendation) }).meta({ id: 'Recommendations' });
export type Recommendations = z.infer<typeof Recommendations>;

/** `GET /api/analytics/recommendations`. */
export const RecommendationsQuery = z.object({ limit: z.coerce.number().int().min(1).max(20).default(3) });
export type RecommendationsQuery = z.infer<typeof RecommendationsQuery>;
