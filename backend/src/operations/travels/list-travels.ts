import type { TravelList } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Refused } from '../../deciding/refused.ts';
import { shown } from './shown.ts';

/** The past states of a read model that are kept, the one looked at last first. */
export class ListTravels extends Query<z.infer<typeof TravelList>> {
  constructor(readonly name: string) {
    super();
  }
}

@QueryHandler(ListTravels)
export class ListTravelsHandler implements IQueryHandler<ListTravels> {
  constructor(private readonly models: ReadModels) {}

  async execute({ name }: ListTravels) {
    if (!this.models.operations.knows(name)) throw new Refused({ code: 'projection-not-found' });
    return { items: (await this.models.travels.list(name)).map(shown), next: null };
  }
}
