import type { Id, QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams, type See } from '../../deciding/streams.ts';
import { tooLarge } from '../paper/paper-size.ts';
import { barredFrom, courseOf, quizzes, type Quiz, type QuizQuestion } from '../quiz.ts';
import { bankQuestions } from './bank-question.ts';
import { banks, filed } from './bank.ts';

/** The staff of a course take questions of its bank into a quiz, or take up their newest versions in it. */
export class TakeFromBank extends Command<Written<{ questionIds: Id[] }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly questionIds: readonly Id[],
    /** Whether the quiz has them already and is to have their newest versions. */
    readonly again: boolean,
    readonly expected?: number,
  ) {
    super();
  }
}

/** What taking looks at besides the quiz: the questions in their newest versions, or why they cannot be taken. */
interface Around {
  readonly course: Course;
  readonly questions: readonly QuizQuestion[];
  readonly lacking: 'question-not-found' | 'question-retired' | null;
}

export function decide(
  quiz: Quiz,
  { course, questions, lacking }: Around,
  { who, again }: Pick<TakeFromBank, 'who' | 'again'>,
): Decision<QuizEvent> {
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  if (lacking) return refuse(lacking);
  const { quizId, courseId, order } = quiz;
  const there = questions.filter(({ questionId }) => order.includes(questionId));
  if (!again && there.length > 0) return refuse('already-in-quiz');
  if (again && there.length < questions.length) return refuse('question-not-found');
  const others = quiz.questions.filter((one) => !there.some(({ questionId }) => questionId === one.questionId));
  if (quiz.phase === 'published' && tooLarge([...others, ...questions])) return refuse('quiz-too-large');
  const type = again ? 'quizzes.QuestionEdited.v1' : 'quizzes.QuestionAdded.v1';
  const news = questions.filter((one) => {
    const has = quiz.questions.find(({ questionId }) => questionId === one.questionId);
    return has?.origin?.version !== one.origin?.version;
  });
  return accept(...news.map((one): QuizEvent => ({ type, data: { quizId, courseId, ...one } })));
}

@CommandHandler(TakeFromBank)
export class TakeFromBankHandler implements ICommandHandler<TakeFromBank> {
  constructor(private readonly streams: Streams) {}

  async execute(command: TakeFromBank): Promise<Written<{ questionIds: Id[] }>> {
    const { context, quizId, expected } = command;
    const questionIds = [...new Set(command.questionIds)];
    const courseId = await courseOf(this.streams, quizId);
    const taken = await this.streams.decide(quizzes, quizId, context, (quiz, around: Around) => decide(quiz, around, command), {
      seeing: (see) => lookedUp(see, courseId, questionIds),
      expected,
    });
    if (taken.state.phase === 'none') throw new Refused({ code: 'quiz-not-found' });
    return answer(taken, { questionIds });
  }
}

async function lookedUp(see: See, courseId: Id, questionIds: readonly Id[]): Promise<Around> {
  const [course, bank, ...written] = await Promise.all([
    see(courses, courseId),
    see(banks, courseId),
    ...questionIds.map((questionId) => see(bankQuestions, questionId)),
  ]);
  const questions = questionIds.flatMap((questionId, at): QuizQuestion[] => {
    const one = written[at];
    return one?.courseId === courseId ? [{ questionId, question: one.question, origin: { questionId, version: one.version } }] : [];
  });
  const retired = questionIds.some((questionId) => filed(bank, questionId)?.retired);
  const lacking = questions.length < questionIds.length ? 'question-not-found' : retired ? 'question-retired' : null;
  return { course, questions, lacking };
}
