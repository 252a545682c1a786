import type { ActivePeople, ActivePeopleQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { scopesOf } from '../scopes.ts';
import { activeScopes, amongThose } from './among.ts';

/** How many people did anything on a day, in its week and in its month. */
export class GetActivePeople extends Query<ActivePeople> {
  constructor(readonly asked: ActivePeopleQuery) {
    super();
  }
}

@QueryHandler(GetActivePeople)
export class GetActivePeopleHandler implements IQueryHandler<GetActivePeople> {
  constructor(
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ asked: { asOf = this.clock.now().slice(0, 10), role, ...whose } }: GetActivePeople): Promise<ActivePeople> {
    const scopes = activeScopes(await scopesOf(this.models, whose));
    if (scopes.length === 0) return { day: 0, week: 0, month: 0 };
    return this.models.active.by(asOf, scopes, await amongThose(this.models, role));
  }
}
