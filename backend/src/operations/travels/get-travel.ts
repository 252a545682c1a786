import type { Travel } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { findTravel, shown } from './shown.ts';

/** How far the folding of a read model as it stood is. */
export class GetTravel extends Query<Travel> {
  constructor(
    readonly name: string,
    readonly travelId: string,
  ) {
    super();
  }
}

@QueryHandler(GetTravel)
export class GetTravelHandler implements IQueryHandler<GetTravel> {
  constructor(private readonly models: ReadModels) {}

  async execute({ name, travelId }: GetTravel): Promise<Travel> {
    return shown(await findTravel(this.models, name, travelId));
  }
}
