import type { Id, Rebuild } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Streams } from '../../deciding/streams.ts';
import { findRebuild, shown } from './rebuild.ts';

/** How a rebuild does, and what it would change. */
export class GetRebuild extends Query<Rebuild> {
  constructor(
    readonly name: string,
    readonly rebuildId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetRebuild)
export class GetRebuildHandler implements IQueryHandler<GetRebuild> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ name, rebuildId }: GetRebuild): Promise<Rebuild> {
    return shown(name, await findRebuild(this.streams, this.models, name, rebuildId));
  }
}
