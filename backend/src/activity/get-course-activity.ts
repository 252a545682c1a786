import type { ActivityPage, ActivityQuery, Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../courses/course.ts';
import { barred, type Asker } from '../courses/staff.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { shownActivity } from './shown.ts';

/** What is done in a course and in the rooms of its webinars, for its staff. */
export class GetCourseActivity extends Query<ActivityPage> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
    readonly page: ActivityQuery,
  ) {
    super();
  }
}

@QueryHandler(GetCourseActivity)
export class GetCourseActivityHandler implements IQueryHandler<GetCourseActivity> {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
  ) {}

  async execute({ who, courseId, page }: GetCourseActivity): Promise<ActivityPage> {
    const { state: course } = await this.streams.look(courses, courseId);
    const bar = barred(course, who);
    if (bar) throw new Refused({ code: bar });
    const webinars = await this.models.webinars.ofCourse(courseId);
    const places = [courseId, ...webinars.map(({ webinarId }) => webinarId)];
    const { items, next } = await this.models.activity.ofPlaces(places, page);
    const rooms = webinars.filter(({ opened, closed }) => opened !== null && closed === null).map(({ webinarId }) => webinarId);
    return { items: await shownActivity(this.models, items), next, rooms };
  }
}
