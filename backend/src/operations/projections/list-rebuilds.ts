import type { Rebuild, RebuildList } from '@lyceum/contracts';
import { ReadModels, type StoredRebuild } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Refused } from '../../deciding/refused.ts';
import { shown } from './rebuild.ts';

/** The newest rebuilds of a read model, the last first, without samples of what they change. */
export class ListRebuilds extends Query<z.infer<typeof RebuildList>> {
  constructor(readonly name: string) {
    super();
  }
}

@QueryHandler(ListRebuilds)
export class ListRebuildsHandler implements IQueryHandler<ListRebuilds> {
  constructor(private readonly models: ReadModels) {}

  async execute({ name }: ListRebuilds) {
    const { operations } = this.models;
    if (!operations.knows(name)) throw new Refused({ code: 'projection-not-found' });
    return { items: (await operations.rebuilds(name)).map(line), next: null };
  }
}

/** The newest rebuild of each read model, without samples. */
export class ListNewestRebuilds extends Query<z.infer<typeof RebuildList>> {}

@QueryHandler(ListNewestRebuilds)
export class ListNewestRebuildsHandler implements IQueryHandler<ListNewestRebuilds> {
  constructor(private readonly models: ReadModels) {}

  async execute() {
    return { items: (await this.models.operations.newestRebuilds()).map(line), next: null };
  }
}

const line = (stored: StoredRebuild): Rebuild =>
  shown(stored.record.model, { rebuildId: stored.record._id, ordered: stored.record, stored, lost: false });
