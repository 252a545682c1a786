import type { ClientItem, ClientsQuery, Id, Page } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sessionsOf } from './get-history.ts';

/** A person's clients, the instructors whose client they are, or the histories that clients let them see. */
export class ListClients extends Query<Page<ClientItem>> {
  constructor(
    readonly personId: Id,
    readonly page: ClientsQuery,
  ) {
    super();
  }
}

@QueryHandler(ListClients)
export class ListClientsHandler implements IQueryHandler<ListClients> {
  constructor(private readonly models: ReadModels) {}

  async execute({ personId, page: { as, ...page } }: ListClients): Promise<Page<ClientItem>> {
    const { items, next } = await this.models.clients.page({ personId, as, ...page });
    const names = await this.models.people.names(items.flatMap(({ instructorId, studentId }) => [instructorId, studentId]));
    const named = (id: Id) => ({ personId: id, name: names.get(id) ?? null });
    return {
      items: items.map((row) => ({
        instructor: named(row.instructorId),
        student: named(row.studentId),
        as,
        sessions: sessionsOf(row),
        open: row.open.length,
      })),
      next,
    };
  }
}
