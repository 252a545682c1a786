import { dateAt, type Id, type MyWaits } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';

/** The full days that somebody waits for. */
export class ListWaiting extends Query<MyWaits> {
  constructor(readonly studentId: Id) {
    super();
  }
}

@QueryHandler(ListWaiting)
export class ListWaitingHandler implements IQueryHandler<ListWaiting> {
  constructor(
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ studentId }: ListWaiting): Promise<MyWaits> {
    // A wait that was in vain stays in the calendar until something happens there; a day too many is better than one too few.
    const today = dateAt(this.clock.time(), 'Etc/GMT+12');
    const waits = (await this.models.calendars.waitingOf(studentId)).filter(({ date }) => date >= today);
    const names = await this.models.people.names(waits.map(({ instructorId }) => instructorId));
    const items = waits
      .map(({ instructorId, date, length, place }) => {
        return { instructor: { personId: instructorId, name: names.get(instructorId) ?? null }, date, length, place };
      })
      .toSorted((a, b) => (a.date < b.date ? -1 : 1));
    return { items };
  }
}
