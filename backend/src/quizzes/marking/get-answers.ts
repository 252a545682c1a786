import type { AnswersToMark, AnswerToMark, Id, MarkingQuery, Question } from '@lyceum/contracts';
import { ReadModels, type AnswerRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { gradedAttempts } from '../attempts/graded-attempt.ts';
import { barredFrom, courseOf, quizzes } from '../quiz.ts';

/** Answers to one question of a quiz for whoever marks them, in the order of their submission. */
export class GetAnswers extends Query<AnswersToMark> {
  constructor(
    readonly who: Asker,
    readonly quizId: Id,
    readonly asked: MarkingQuery,
  ) {
    super();
  }
}

interface Read {
  readonly item: Omit<AnswerToMark, 'student'>;
  readonly studentId: Id;
  readonly question: Question | undefined;
}

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;

@QueryHandler(GetAnswers)
export class GetAnswersHandler implements IQueryHandler<GetAnswers> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, quizId, asked }: GetAnswers): Promise<AnswersToMark> {
    const courseId = await courseOf(this.streams, quizId);
    const [{ state: quiz }, { state: course }] = await Promise.all([
      this.streams.look(quizzes, quizId),
      this.streams.look(courses, courseId),
    ]);
    const bar = barredFrom(quiz, course, who);
    if (bar || quiz.phase === 'none') throw new Refused({ code: bar ?? 'quiz-not-found' });
    const { questionId, anonymous, show, cursor, limit } = asked;
    const [page, queue] = await Promise.all([
      this.models.marking.answers({ quizId, questionId, show, cursor, limit }),
      this.models.marking.ofQuestion(quizId, questionId),
    ]);
    const read = await Promise.all(page.items.map((row) => this.read(row)));
    const question = quiz.questions.find((one) => one.questionId === questionId)?.question ?? read[0]?.question;
    if (!question) throw new Refused({ code: 'question-not-found' });
    const names = anonymous ? new Map<Id, string | null>() : await this.models.people.names(read.map(({ studentId }) => studentId));
    return {
      questionId,
      text: question.text,
      guidance: question.type === 'essay' ? (question.guidance ?? null) : null,
      wordLimit: question.type === 'essay' ? (question.wordLimit ?? null) : null,
      maxMark: read[0]?.item.maxMark ?? question.mark,
      waiting: queue?.waiting ?? 0,
      marked: queue?.marked ?? 0,
      items: read.map(({ item, studentId }) => ({
        ...item,
        student: anonymous ? null : { personId: studentId, name: names.get(studentId) ?? null },
      })),
      next: page.next,
    };
  }

  /** What was answered is told by the attempt's own stream alone. */
  private async read({ attemptId, slot, studentId, submittedAt, pending, mark, maxMark }: AnswerRow): Promise<Read> {
    const { state: attempt } = await this.streams.look(gradedAttempts, attemptId);
    const [text, hand] =
      attempt.phase === 'graded' ? [attempt.given.answers[slot]?.text ?? '', attempt.hands[slot]] : (['', undefined] as const);
    const question = attempt.phase === 'none' ? undefined : attempt.paper.slots.find((one) => one.slot === slot)?.question;
    const given = { pending, mark: pending ? null : mark, maxMark, comment: hand?.comment ?? null };
    return { item: { attemptId, slot, submittedAt, text, words: wordsIn(text), ...given }, studentId, question };
  }
}
