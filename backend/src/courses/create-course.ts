import type { CourseEvent, CreateCourseRequest, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { createdId, type CommandContext } from '../deciding/context.ts';
import { accept, nothing, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { courses, type Course } from './course.ts';

/** Somebody who may teach begins a course; it is a draft and theirs. */
export class CreateCourse extends Command<Written<{ courseId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly instructorId: Id,
    readonly course: CreateCourseRequest,
  ) {
    super();
  }
}

export const decide = (course: Course, courseId: Id, { instructorId, course: asked }: CreateCourse): Decision<CourseEvent> =>
  course.phase === 'none' ? accept({ type: 'courses.CourseCreated.v1', data: { courseId, instructorId, ...asked } }) : nothing();

@CommandHandler(CreateCourse)
export class CreateCourseHandler implements ICommandHandler<CreateCourse> {
  constructor(private readonly streams: Streams) {}

  async execute(command: CreateCourse): Promise<Written<{ courseId: Id }>> {
    const courseId = createdId(command.context, 'course');
    const created = await this.streams.decide(courses, courseId, command.context, (course) => decide(course, courseId, command), {
      creating: true,
    });
    return answer(created, { courseId });
  }
}
