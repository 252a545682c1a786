import type { MyGrades } from '@lyceum/contracts';

type Item = MyGrades['items'][number];
export interface OpenAttempt {
  readonly item: Item;
  readonly attemptId: string;
  readonly deadline: string | null;
}

/** Open attempts, the one that ends first before the others; those without an end last. */
export const openAttempts = (items: readonly Item[]): readonly OpenAttempt[] =>
  items
    .flatMap((item) =>
      item.attempts.filter(({ phase }) => phase === 'open').map(({ attemptId, deadline }) => ({ item, attemptId, deadline })),
    )
    .toSorted((a, b) => (a.deadline ?? '9').localeCompare(b.deadline ?? '9'));

/** The grade that came last. */
export const lastGrade = (items: readonly Item[]): Item | null =>
  items.reduce<Item | null>((last, item) => (item.grade && (!last?.grade || item.grade.at > last.grade.at) ? item : last), null);

/** Quizzes that nobody has begun yet and that may be begun. */
export const notBegun = (items: readonly Item[]): readonly Item[] => items.filter(({ attempts }) => attempts.length === 0);
