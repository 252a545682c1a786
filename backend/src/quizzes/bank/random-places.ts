import { isDeepStrictEqual } from 'node:util';
import type { Draw, Id, QuizEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { barredFrom, courseOf, quizzes, type Quiz } from '../quiz.ts';
import { banks, type Bank } from './bank.ts';
import { enoughFor } from './drawing.ts';

/** The staff of a course leave places of a quiz to chance, or change what is drawn there. */
export class SetRandomPlaces extends Command<Written<{ questionIds: Id[] }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly draw: Draw,
    /** How many places are added, or which one is changed. */
    readonly places: number | Id,
    readonly expected?: number,
  ) {
    super();
  }
}

interface Around {
  readonly course: Course;
  readonly bank: Bank;
}

export function decide(
  quiz: Quiz,
  { course, bank }: Around,
  { who, draw }: Pick<SetRandomPlaces, 'who' | 'draw'>,
  places: readonly Id[],
): Decision<QuizEvent> {
  const bar = barredFrom(quiz, course, who);
  if (bar || quiz.phase === 'none') return refuse(bar ?? 'quiz-not-found');
  if (!bank.categories[draw.categoryId]) return refuse('category-not-found');
  const { quizId, courseId } = quiz;
  const draws = { ...quiz.draws, ...Object.fromEntries(places.map((id) => [id, draw])) };
  const next = { ...quiz, draws, order: [...new Set([...quiz.order, ...places])] };
  if (quiz.phase === 'published' && !enoughFor(next, bank)) return refuse('not-enough-questions');
  const changed = places.filter((id) => !isDeepStrictEqual(quiz.draws[id], draw));
  if (changed.length === 0) return nothing();
  return accept(
    ...changed.map((questionId): QuizEvent => {
      const type = quiz.draws[questionId] ? 'quizzes.DrawEdited.v1' : 'quizzes.DrawAdded.v1';
      return { type, data: { quizId, courseId, questionId, draw } };
    }),
  );
}

@CommandHandler(SetRandomPlaces)
export class SetRandomPlacesHandler implements ICommandHandler<SetRandomPlaces> {
  constructor(private readonly streams: Streams) {}

  async execute(command: SetRandomPlaces): Promise<Written<{ questionIds: Id[] }>> {
    const { context, quizId, places, expected } = command;
    const courseId = await courseOf(this.streams, quizId);
    const questionIds =
      typeof places === 'string' ? [places] : Array.from({ length: places }, (_, at) => createdId(context, `place ${at}`));
    const changing = typeof places === 'string';
    const set = await this.streams.decide(
      quizzes,
      quizId,
      context,
      (quiz, around: Around) => {
        if (changing && quiz.phase !== 'none' && !quiz.draws[places]) return refuse('question-not-found');
        return decide(quiz, around, command, questionIds);
      },
      {
        seeing: async (see) => {
          const [course, bank] = await Promise.all([see(courses, courseId), see(banks, courseId)]);
          return { course, bank };
        },
        expected,
      },
    );
    return answer(set, { questionIds });
  }
}
