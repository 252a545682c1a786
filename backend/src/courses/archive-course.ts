import type { CourseEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { courses, type Course } from './course.ts';
import { barred, type Asker } from './staff.ts';

/** Its staff close a course: it takes nobody in any more, and those in it keep what they have. */
export class ArchiveCourse extends Command<Written<{ courseId: Id; phase: 'archived' }>> {
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
  return course.phase === 'archived' ? nothing() : accept({ type: 'courses.CourseArchived.v1', data: { courseId: course.courseId } });
}

@CommandHandler(ArchiveCourse)
export class ArchiveCourseHandler implements ICommandHandler<ArchiveCourse> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, courseId, expected }: ArchiveCourse): Promise<Written<{ courseId: Id; phase: 'archived' }>> {
    const archived = await this.streams.decide(courses, courseId, context, (course) => decide(course, who), { expected });
    return answer(archived, { courseId, phase: 'archived' });
  }
}
