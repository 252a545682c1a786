import type { CourseEvent, Id, Lesson, LessonRequest } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { createdId, type CommandContext } from '../deciding/context.ts';
import { accept, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { courses, type Course } from './course.ts';
import { barred, type Asker } from './staff.ts';

/** Its staff add a lesson at the end of a course. */
export class AddLesson extends Command<Written<{ lessonId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly lesson: LessonRequest,
    readonly expected?: number,
  ) {
    super();
  }
}

export function decide(course: Course, who: Asker, courseId: Id, lesson: Lesson): Decision<CourseEvent> {
  const bar = barred(course, who);
  return bar ? refuse(bar) : accept({ type: 'courses.LessonAdded.v1', data: { courseId, lesson } });
}

@CommandHandler(AddLesson)
export class AddLessonHandler implements ICommandHandler<AddLesson> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, courseId, lesson, expected }: AddLesson): Promise<Written<{ lessonId: Id }>> {
    const lessonId = createdId(context, 'lesson');
    const added = await this.streams.decide(
      courses,
      courseId,
      context,
      (course) => decide(course, who, courseId, { lessonId, ...lesson }),
      { expected },
    );
    return answer(added, { lessonId });
  }
}
