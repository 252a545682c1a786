import type { Id } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { readFile, type WholeFile } from '../../files/read-file.ts';
import { clientIdOf, clients, maySee, standingOf, type Pair } from './client.ts';

/** A file of a history, for those who may see it. */
export class GetClientFile extends Query<WholeFile> {
  constructor(
    readonly who: Asker,
    readonly pair: Pair,
    readonly fileId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetClientFile)
export class GetClientFileHandler implements IQueryHandler<GetClientFile> {
  constructor(private readonly streams: Streams) {}

  async execute({ who, pair, fileId }: GetClientFile): Promise<WholeFile> {
    const clientId = clientIdOf(pair);
    const { state: client } = await this.streams.look(clients, clientId);
    const as = standingOf(pair, client.grants, who);
    const file = client.files[fileId];
    if (as === null || !file || !maySee(file.audience, as)) throw new Refused({ code: 'file-not-found' });
    return readFile(this.streams, clientId, fileId);
  }
}
