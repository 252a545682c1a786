import type { CourseEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { courses, type Course } from './course.ts';
import { barred, type Asker } from './staff.ts';

/** Its staff take a lesson out of a course; what it said stays in the facts. */
export class RemoveLesson extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly lessonId: Id,
    readonly expected?: number,
  ) {
    super();
  }
}

export function decide(course: Course, who: Asker, lessonId: Id): Decision<CourseEvent> {
  const bar = barred(course, who);
  if (bar || course.phase === 'none') return refuse(bar ?? 'course-not-found');
  if (!course.lessons.some((lesson) => lesson.lessonId === lessonId)) return refuse('lesson-not-found');
  return accept({ type: 'courses.LessonRemoved.v1', data: { courseId: course.courseId, lessonId } });
}

@CommandHandler(RemoveLesson)
export class RemoveLessonHandler implements ICommandHandler<RemoveLesson> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, courseId, lessonId, expected }: RemoveLesson): Promise<Written<undefined>> {
    const removed = await this.streams.decide(courses, courseId, context, (course) => decide(course, who, lessonId), { expected });
    return answer(removed, undefined);
  }
}
