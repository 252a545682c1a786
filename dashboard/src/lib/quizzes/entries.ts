import type { QuizDetail } from '@lyceum/contracts';

type Question = QuizDetail['questions'][number];
type Place = QuizDetail['draws'][number];

/** What stands in one place of a quiz: a question, or one that is drawn by chance. */
export type Entry = { readonly questionId: string } & (
  { readonly kind: 'question'; readonly question: Question } | { readonly kind: 'draw'; readonly place: Place }
);

/** What a quiz asks, in the order of its paper. */
export function entriesOf({ questions, draws, order }: Pick<QuizDetail, 'questions' | 'draws' | 'order'>): readonly Entry[] {
  const asked = new Map<string, Entry>([
    ...questions.map((question) => [question.questionId, { kind: 'question', questionId: question.questionId, question }] as const),
    ...draws.map((place) => [place.questionId, { kind: 'draw', questionId: place.questionId, place }] as const),
  ]);
  return order.flatMap((questionId) => asked.get(questionId) ?? []);
}

/** What a quiz is worth, in points. */
export const pointsOf = ({ questions, draws }: Pick<QuizDetail, 'questions' | 'draws'>): number =>
  [...questions.map(({ question }) => question.mark), ...draws.map(({ draw }) => draw.mark)].reduce((sum, mark) => sum + mark, 0);
