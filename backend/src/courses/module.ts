import { Module } from '@nestjs/common';
import { AddLessonHandler } from './add-lesson.ts';
import { ArchiveCourseHandler } from './archive-course.ts';
import { CoursesController } from './courses-controller.ts';
import { CreateCourseHandler } from './create-course.ts';
import { EditCourseHandler } from './edit-course.ts';
import { EditLessonHandler } from './edit-lesson.ts';
import { GetCourseHandler } from './get-course.ts';
import { GetPastCourseHandler } from './get-past-course.ts';
import { LessonsController } from './lessons-controller.ts';
import { ListCoursesHandler } from './list-courses.ts';
import { PublishCourseHandler } from './publish-course.ts';
import { RemoveLessonHandler } from './remove-lesson.ts';

/** Courses and their lessons. */
@Module({
  controllers: [CoursesController, LessonsController],
  providers: [
    CreateCourseHandler,
    EditCourseHandler,
    PublishCourseHandler,
    ArchiveCourseHandler,
    AddLessonHandler,
    EditLessonHandler,
    RemoveLessonHandler,
    ListCoursesHandler,
    GetCourseHandler,
    GetPastCourseHandler,
  ],
})
export class CoursesModule {}
