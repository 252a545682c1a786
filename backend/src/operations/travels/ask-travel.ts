import type { AskTravel as Asked, Travel } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';
import { shown } from './shown.ts';

/** Has a read model folded aside as it stood. It changes nothing that counts, and asking again gives the same: so it is a query. */
export class AskTravel extends Query<Travel> {
  constructor(
    readonly name: string,
    readonly asked: Asked,
  ) {
    super();
  }
}

@QueryHandler(AskTravel)
export class AskTravelHandler implements IQueryHandler<AskTravel> {
  constructor(private readonly models: ReadModels) {}

  async execute({ name, asked: { position, at } }: AskTravel): Promise<Travel> {
    const travel = await this.models.travels.ask(name, { position: position ?? null, at: at ?? null });
    if (!travel) throw new Refused({ code: 'projection-not-found' });
    return shown(travel);
  }
}
