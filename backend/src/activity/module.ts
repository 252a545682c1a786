import { Module } from '@nestjs/common';
import { ActivityController } from './controller.ts';
import { GetCourseActivityHandler } from './get-course-activity.ts';
import { GetMyActivityHandler } from './get-my-activity.ts';

/** What people do, as it happens. */
@Module({ controllers: [ActivityController], providers: [GetCourseActivityHandler, GetMyActivityHandler] })
export class ActivityModule {}
