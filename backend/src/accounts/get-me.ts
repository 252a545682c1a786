import type { Id, Me } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { RoleBook } from './role-book.ts';

/** Who I am, from the stream itself: always as it is now. */
export class GetMe extends Query<Me> {
  constructor(readonly personId: Id) {
    super();
  }
}

@QueryHandler(GetMe)
export class GetMeHandler implements IQueryHandler<GetMe> {
  constructor(private readonly book: RoleBook) {}

  async execute({ personId }: GetMe): Promise<Me> {
    const { email, name, roles, timeZone } = await this.book.find(personId);
    return { personId, email, name, roles: [...roles], timeZone };
  }
}
