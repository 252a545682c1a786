import { isDeepStrictEqual } from 'node:util';
import type { CourseEvent, Id, Lesson, LessonRequest } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { courses, type Course } from './course.ts';
import { barred, type Asker } from './staff.ts';

/** Its staff write a lesson anew. */
export class EditLesson extends Command<Written<{ lessonId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly lessonId: Id,
    readonly lesson: LessonRequest,
    readonly expected?: number,
  ) {
    super();
  }
}

export function decide(course: Course, who: Asker, lesson: Lesson): Decision<CourseEvent> {
  const bar = barred(course, who);
  if (bar || course.phase === 'none') return refuse(bar ?? 'course-not-found');
  const known = course.lessons.find(({ lessonId }) => lessonId === lesson.lessonId);
  if (!known) return refuse('lesson-not-found');
  return isDeepStrictEqual({ ...known }, lesson)
    ? nothing()
    : accept({ type: 'courses.LessonEdited.v1', data: { courseId: course.courseId, lesson } });
}

@CommandHandler(EditLesson)
export class EditLessonHandler implements ICommandHandler<EditLesson> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, courseId, lessonId, lesson, expected }: EditLesson): Promise<Written<{ lessonId: Id }>> {
    const edited = await this.streams.decide(courses, courseId, context, (course) => decide(course, who, { lessonId, ...lesson }), {
      expected,
    });
    return answer(edited, { lessonId });
  }
}
