import type { Page, TravelRow, TravelRowsQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';
import { findTravel } from './shown.ts';

/** The rows of a read model as they stood, by their keys. */
export class ListTravelRows extends Query<Page<TravelRow>> {
  constructor(
    readonly name: string,
    readonly travelId: string,
    readonly page: TravelRowsQuery,
  ) {
    super();
  }
}

@QueryHandler(ListTravelRows)
export class ListTravelRowsHandler implements IQueryHandler<ListTravelRows> {
  constructor(private readonly models: ReadModels) {}

  async execute({ name, travelId, page: { key, ...page } }: ListTravelRows): Promise<Page<TravelRow>> {
    const travel = await findTravel(this.models, name, travelId);
    if (travel.phase !== 'there') throw new Refused({ code: 'travel-folding' });
    return this.models.travels.rows(travel, key, page);
  }
}
