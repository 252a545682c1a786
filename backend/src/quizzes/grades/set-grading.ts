import { isDeepStrictEqual } from 'node:util';
import type { GradebookEvent, GradingSettings, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { gradings } from './column.ts';

/** The staff of a course say how its grades add up, and which columns students see. */
export class SetGrading extends Command<Written<GradingSettings>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly settings: GradingSettings,
    readonly expected?: number,
  ) {
    super();
  }
}

const twice = (ids: readonly string[]): boolean => new Set(ids).size < ids.length;

export function decide(
  current: GradingSettings,
  course: Course,
  { who, courseId, settings }: Pick<SetGrading, 'who' | 'courseId' | 'settings'>,
): Decision<GradebookEvent> {
  const bar = barred(course, who);
  if (bar) return refuse(bar);
  const known = new Set(settings.categories.map(({ categoryId }) => categoryId));
  if (twice(settings.categories.map(({ categoryId }) => categoryId)))
    return refuse('invalid-input', { errors: [{ path: 'categories', rule: 'unique', message: 'a category is there twice' }] });
  const lost = Object.entries(settings.columns).find(([, { categoryId }]) => categoryId !== null && !known.has(categoryId));
  if (lost)
    return refuse('invalid-input', {
      errors: [{ path: `columns.${lost[0]}.categoryId`, rule: 'unknown', message: 'there is no such category among them' }],
    });
  if (isDeepStrictEqual(current, settings)) return nothing();
  return accept({ type: 'quizzes.GradingSet.v1', data: { courseId, settings } });
}

@CommandHandler(SetGrading)
export class SetGradingHandler implements ICommandHandler<SetGrading> {
  constructor(private readonly streams: Streams) {}

  async execute(command: SetGrading): Promise<Written<GradingSettings>> {
    const { context, courseId, expected } = command;
    const set = await this.streams.decide(gradings, courseId, context, (current, course: Course) => decide(current, course, command), {
      seeing: (see) => see(courses, courseId),
      expected,
    });
    return answer(set, set.state);
  }
}
