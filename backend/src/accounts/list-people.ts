import type { Page, PeopleQuery, Person } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';

/** People by name, found by the beginnings of words of their name or address. */
export class ListPeople extends Query<Page<Person>> {
  constructor(readonly page: z.infer<typeof PeopleQuery>) {
    super();
  }
}

@QueryHandler(ListPeople)
export class ListPeopleHandler implements IQueryHandler<ListPeople> {
  constructor(private readonly models: ReadModels) {}

  execute({ page }: ListPeople): Promise<Page<Person>> {
    return this.models.people.page(page);
  }
}
