import type { Id, Person } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../deciding/refused.ts';

/** One person as the list of people shows them. */
export class GetPerson extends Query<Person> {
  constructor(readonly personId: Id) {
    super();
  }
}

@QueryHandler(GetPerson)
export class GetPersonHandler implements IQueryHandler<GetPerson> {
  constructor(private readonly models: ReadModels) {}

  async execute({ personId }: GetPerson): Promise<Person> {
    const person = await this.models.people.one(personId);
    if (!person) throw new Refused({ code: 'person-not-found' });
    return person;
  }
}
