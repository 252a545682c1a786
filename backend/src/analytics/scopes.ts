import type { Id } from '@lyceum/contracts';
import type { ReadModels, Scope } from '@lyceum/projections';

/** More courses than one instructor is asked about at once. */
const MOST_COURSES = 200;

/** Whose figures a query asks for: of one course, of what an instructor teaches and offers, or of the whole academy. */
export async function scopesOf(
  models: ReadModels,
  { course, instructor }: { readonly course?: Id | undefined; readonly instructor?: Id | undefined },
): Promise<readonly Scope[]> {
  if (course !== undefined) return [`course:${course}`];
  if (instructor === undefined) return ['all'];
  const { items } = await models.courses.page({ of: { taughtBy: instructor }, limit: MOST_COURSES });
  return [`instructor:${instructor}`, ...items.map(({ courseId }) => `course:${courseId}` as const)];
}
