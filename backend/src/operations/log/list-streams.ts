import type { Page, StreamLine, StreamsQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

/** The streams of the log by name. */
export class ListStreams extends Query<Page<StreamLine>> {
  constructor(readonly query: StreamsQuery) {
    super();
  }
}

@QueryHandler(ListStreams)
export class ListStreamsHandler implements IQueryHandler<ListStreams> {
  constructor(private readonly models: ReadModels) {}

  execute({ query: { prefix, ...page } }: ListStreams): Promise<Page<StreamLine>> {
    return this.models.streams.page(prefix, page);
  }
}
