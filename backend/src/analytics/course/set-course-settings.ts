import { isDeepStrictEqual } from 'node:util';
import type { CourseAnalyticsEvent, CourseAnalyticsSettings, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { courseSettings } from './settings.ts';

/** The staff of a course say what its analytics go by, and whether students see where they stand. */
export class SetCourseSettings extends Command<Written<CourseAnalyticsSettings>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly settings: CourseAnalyticsSettings,
    readonly expected?: number,
  ) {
    super();
  }
}

export function decide(
  current: CourseAnalyticsSettings,
  course: Course,
  { who, courseId, settings }: Pick<SetCourseSettings, 'who' | 'courseId' | 'settings'>,
): Decision<CourseAnalyticsEvent> {
  const bar = barred(course, who);
  if (bar) return refuse(bar);
  const { begins, ends } = settings;
  if (begins !== null && ends !== null && ends < begins)
    return refuse('invalid-input', { errors: [{ path: 'ends', rule: 'order', message: 'The last day lies before the first.' }] });
  if (isDeepStrictEqual(current, settings)) return nothing();
  return accept({ type: 'analytics.CourseSettingsSet.v1', data: { courseId, settings } });
}

@CommandHandler(SetCourseSettings)
export class SetCourseSettingsHandler implements ICommandHandler<SetCourseSettings> {
  constructor(private readonly streams: Streams) {}

  async execute(command: SetCourseSettings): Promise<Written<CourseAnalyticsSettings>> {
    const { context, courseId, expected } = command;
    const set = await this.streams.decide(
      courseSettings,
      courseId,
      context,
      (current, course: Course) => decide(current, course, command),
      {
        seeing: (see) => see(courses, courseId),
        expected,
      },
    );
    return answer(set, set.state);
  }
}
