import { points, type DrawnStatistics, type Id, type Question, type QuestionStatistics, type QuizStatistics } from '@lyceum/contracts';
import { ReadModels, type PlaceFigures, type StatisticsOfQuiz } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { bankQuestions } from '../bank/bank-question.ts';
import { barredFrom, courseOf, quizzes, type Existing } from '../quiz.ts';
import { choiceCounts } from './choices.ts';

/** Item statistics of a quiz, for the staff of its course. */
export class GetStatistics extends Query<QuizStatistics> {
  constructor(
    readonly who: Asker,
    readonly quizId: Id,
  ) {
    super();
  }
}

const NOTHING: Omit<PlaceFigures, 'placeId'> = {
  attempts: 0,
  facility: null,
  standardDeviation: null,
  discriminationIndex: null,
  discriminativeEfficiency: null,
  intendedWeight: null,
  effectiveWeight: null,
  responses: {},
  drawn: [],
};

/** Questions of the bank by their ids, as far as they were drawn. */
type Bank = ReadonlyMap<Id, Question>;

function itemOf(
  placeId: Id,
  slot: number | null,
  question: Question | undefined,
  place: Omit<PlaceFigures, 'placeId'>,
  bank: Bank,
): QuestionStatistics {
  const { responses, drawn, ...figures } = place;
  const ofDrawn = drawn.map(({ questionId, responses: given, ...rest }): DrawnStatistics => ({
    questionId,
    text: bank.get(questionId)?.text ?? null,
    ...rest,
    choices: choiceCounts(bank.get(questionId), given),
  }));
  return {
    slot,
    questionId: placeId,
    type: question?.type ?? null,
    text: question?.text ?? null,
    maxMark: question?.mark ?? null,
    ...figures,
    // What was answered to drawn questions is told question by question.
    choices: drawn.length > 0 ? [] : choiceCounts(question, responses),
    drawn: ofDrawn,
  };
}

/** The figures with the questions of the quiz in their order; those that it does not ask any more come last. */
export function statisticsOf(quiz: Existing, { places, ...figures }: StatisticsOfQuiz, bank: Bank): QuizStatistics {
  const byPlace = new Map(places.map((place) => [place.placeId, place]));
  const questionOf = new Map(quiz.questions.map(({ questionId, question }) => [questionId, question]));
  const asked = quiz.order.map((placeId, at) => {
    const item = itemOf(placeId, at + 1, questionOf.get(placeId), byPlace.get(placeId) ?? NOTHING, bank);
    return { ...item, maxMark: item.maxMark ?? quiz.draws[placeId]?.mark ?? null };
  });
  const gone = places
    .filter(({ placeId }) => !quiz.order.includes(placeId))
    .map((place) => itemOf(place.placeId, null, undefined, place, bank));
  const maxScore = points(asked.reduce((sum, { maxMark }) => sum + (maxMark ?? 0), 0));
  return { ...figures, histogram: [...figures.histogram], maxScore, questions: [...asked, ...gone] };
}

/** How old the texts of drawn questions may be, in milliseconds. */
const DRAWN_AGE = 60_000;

@QueryHandler(GetStatistics)
export class GetStatisticsHandler implements IQueryHandler<GetStatistics> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, quizId }: GetStatistics): Promise<QuizStatistics> {
    const courseId = await courseOf(this.streams, quizId);
    const [{ state: quiz }, { state: course }] = await Promise.all([
      this.streams.look(quizzes, quizId),
      this.streams.look(courses, courseId),
    ]);
    const bar = barredFrom(quiz, course, who);
    if (bar || quiz.phase === 'none') throw new Refused({ code: bar ?? 'quiz-not-found' });
    const figures = await this.models.statistics.ofQuiz(quizId);
    return statisticsOf(quiz, figures, await this.drawn(figures));
  }

  private async drawn({ places }: StatisticsOfQuiz): Promise<Bank> {
    const ids = new Set(places.flatMap(({ drawn }) => drawn.map(({ questionId }) => questionId)));
    const found = await Promise.all(
      [...ids].map(async (id) => [id, (await this.streams.look(bankQuestions, id, DRAWN_AGE)).state] as const),
    );
    return new Map(found.flatMap(([id, one]) => (one ? [[id, one.question] as const] : [])));
  }
}
