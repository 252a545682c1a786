import type { SystemKeys } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Streams } from '../../deciding/streams.ts';
import { ACADEMY } from '../admins.ts';
import { systemKeys } from './system-keys.ts';

/** The keys that other systems have, from the stream itself. */
export class ListSystemKeys extends Query<SystemKeys> {}

@QueryHandler(ListSystemKeys)
export class ListSystemKeysHandler implements IQueryHandler<ListSystemKeys> {
  constructor(private readonly streams: Streams) {}

  async execute(): Promise<SystemKeys> {
    return { items: [...(await this.streams.look(systemKeys, ACADEMY)).state.values()] };
  }
}
