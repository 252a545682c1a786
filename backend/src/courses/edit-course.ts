import type { CourseEvent, EditCourseRequest, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { courses, type Course } from './course.ts';
import { barred, type Asker } from './staff.ts';

/** Its staff change what a course says of itself, or its seats. */
export class EditCourse extends Command<Written<{ courseId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly edit: EditCourseRequest,
    readonly expected?: number,
  ) {
    super();
  }
}

export function decide(course: Course, { who, edit }: Pick<EditCourse, 'who' | 'edit'>): Decision<CourseEvent> {
  const bar = barred(course, who);
  if (bar || course.phase === 'none') return refuse(bar ?? 'course-not-found');
  const { title = course.title, summary = course.summary, seats = course.seats } = edit;
  const changes = {
    ...(title !== course.title && { title }),
    ...(summary !== course.summary && { summary }),
    ...(seats !== course.seats && { seats }),
  };
  if (Object.keys(changes).length === 0) return nothing();
  return accept({ type: 'courses.CourseEdited.v1', data: { courseId: course.courseId, ...changes } });
}

@CommandHandler(EditCourse)
export class EditCourseHandler implements ICommandHandler<EditCourse> {
  constructor(private readonly streams: Streams) {}

  async execute(command: EditCourse): Promise<Written<{ courseId: Id }>> {
    const { courseId, context, expected } = command;
    const outcome = await this.streams.decide(courses, courseId, context, (course) => decide(course, command), { expected });
    return answer(outcome, { courseId });
  }
}
