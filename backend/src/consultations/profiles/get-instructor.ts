import { instant, type Id, type InstructorDetail } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { Refused } from '../../deciding/refused.ts';
import { itemOf } from './list-instructors.ts';

/** An instructor's public page. */
export class GetInstructor extends Query<InstructorDetail> {
  constructor(readonly instructorId: Id) {
    super();
  }
}

@QueryHandler(GetInstructor)
export class GetInstructorHandler implements IQueryHandler<GetInstructor> {
  constructor(
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ instructorId }: GetInstructor): Promise<InstructorDetail> {
    const row = await this.models.instructors.find(instructorId);
    if (!row) throw new Refused({ code: 'instructor-not-found' });
    const { biography, terms } = row;
    return {
      ...itemOf(row, instant(this.clock.time())),
      biography,
      calendarZone: terms?.timeZone ?? null,
      lengths: terms ? [...terms.lengths] : [],
      approval: terms?.approval ?? false,
      cancellation: terms?.cancellation ?? null,
    };
  }
}
