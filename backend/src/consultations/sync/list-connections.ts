import type { Connections, Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { OpenCalendars } from './open-calendars.ts';

/** The calendars that a person has connected. */
export class ListConnections extends Query<Connections> {
  constructor(readonly personId: Id) {
    super();
  }
}

@QueryHandler(ListConnections)
export class ListConnectionsHandler implements IQueryHandler<ListConnections> {
  constructor(
    private readonly models: ReadModels,
    private readonly calendars: OpenCalendars,
  ) {}

  async execute({ personId }: ListConnections): Promise<Connections> {
    const rows = await this.models.connections.ofPerson(personId);
    const items = rows.map(({ connectionId, kind, name, connectedAt, problem }) => ({ connectionId, kind, name, connectedAt, problem }));
    return { items, google: this.calendars.google !== null };
  }
}
