import { Module } from '@nestjs/common';
import { Boards } from './boards.ts';
import { CourseAnalyticsController } from './controller.ts';
import { CourseReader } from './course-reader.ts';
import { GetCourseAnalyticsHandler } from './get-course-analytics.ts';
import { GetOwnProgressHandler } from './get-own-progress.ts';
import { GetStoryHandler } from './get-story.ts';
import { ListMembersHandler } from './list-members.ts';
import { EarlierRuns } from './risk/earlier-runs.ts';
import { Risks } from './risk/risks.ts';
import { SetCourseSettingsHandler } from './set-course-settings.ts';

/** A course in figures for its staff, and one's own progress. */
@Module({
  controllers: [CourseAnalyticsController],
  providers: [
    Boards,
    CourseReader,
    EarlierRuns,
    Risks,
    GetCourseAnalyticsHandler,
    ListMembersHandler,
    GetStoryHandler,
    GetOwnProgressHandler,
    SetCourseSettingsHandler,
  ],
})
export class CourseAnalyticsModule {}
