import type { RebuildList } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
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
    const found = await operations.rebuilds(name);
    const items = found.map((stored) => shown(name, { rebuildId: stored.record._id, ordered: stored.record, stored, lost: false }));
    return { items, next: null };
  }
}
