import type { Id, PublicReview, Review } from '@lyceum/contracts';
import type { ReviewRow } from '@lyceum/projections';

type Names = ReadonlyMap<Id, string | null>;

/** Both people of each review. */
export const peopleOf = (rows: readonly ReviewRow[]): Id[] => rows.flatMap(({ studentId, instructorId }) => [studentId, instructorId]);

/** A name as the public reads it: the given name, and the initials of the others. */
export function shortName(name: string | null): string | null {
  const [given, ...others] = name?.split(/\s+/).filter(Boolean) ?? [];
  if (given === undefined) return null;
  return [given, ...others.map((other) => `${[...other][0]}.`)].join(' ');
}

const said = ({ bookingId, rating, text, at, answer }: ReviewRow) => ({ bookingId, rating, text, at, answer });

export const publicReviewOf = (row: ReviewRow, names: Names): PublicReview => ({
  ...said(row),
  author: shortName(names.get(row.studentId) ?? null),
});

/** The whole of it, for its two and for moderators. */
export const reviewOf = (row: ReviewRow, names: Names): Review => ({
  ...said(row),
  student: { personId: row.studentId, name: names.get(row.studentId) ?? null },
  instructor: { personId: row.instructorId, name: names.get(row.instructorId) ?? null },
  hidden: row.hidden,
});
