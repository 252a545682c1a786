import type { CourseEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { courses, type Course } from './course.ts';
import { barred, type Asker } from './staff.ts';

/** Its staff open a course to all. */
export class PublishCourse extends Command<Written<{ courseId: Id; phase: 'published' }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly expected?: number,
  ) {
    super();
  }
}

export function decide(course: Course, who: Asker): Decision<CourseEvent> {
  const bar = barred(course, who);
  if (bar || course.phase === 'none') return refuse(bar ?? 'course-not-found');
  if (course.phase === 'archived') return refuse('course-archived');
  return course.phase === 'published' ? nothing() : accept({ type: 'courses.CoursePublished.v1', data: { courseId: course.courseId } });
}

@CommandHandler(PublishCourse)
export class PublishCourseHandler implements ICommandHandler<PublishCourse> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, courseId, expected }: PublishCourse): Promise<Written<{ courseId: Id; phase: 'published' }>> {
    const published = await this.streams.decide(courses, courseId, context, (course) => decide(course, who), { expected });
    return answer(published, { courseId, phase: 'published' });
  }
}
