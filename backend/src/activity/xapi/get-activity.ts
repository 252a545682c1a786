import type { XapiActivity } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { XapiPeople } from './people.ts';
import { courseIn } from './reading.ts';
import { COURSE } from './vocabulary.ts';

/** What is known of an activity (xAPI). */
export class GetXapiActivity extends Query<XapiActivity> {
  constructor(readonly activityId: string) {
    super();
  }
}

@QueryHandler(GetXapiActivity)
export class GetXapiActivityHandler implements IQueryHandler<GetXapiActivity> {
  constructor(
    private readonly models: ReadModels,
    private readonly people: XapiPeople,
  ) {}

  async execute({ activityId: id }: GetXapiActivity): Promise<XapiActivity> {
    const courseId = courseIn(id, this.people.home);
    const course = courseId === null ? null : await this.models.courses.find(courseId);
    return { objectType: 'Activity', id, ...(course && { definition: { type: COURSE, name: { und: course.title } } }) };
  }
}
