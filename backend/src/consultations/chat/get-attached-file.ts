import type { Id } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { readFile, type WholeFile } from '../../files/read-file.ts';
import { conversations, otherThan } from './conversation.ts';

/** A file of a conversation, for its two. */
export class GetAttachedFile extends Query<WholeFile> {
  constructor(
    readonly personId: Id,
    readonly conversationId: Id,
    readonly fileId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetAttachedFile)
export class GetAttachedFileHandler implements IQueryHandler<GetAttachedFile> {
  constructor(private readonly streams: Streams) {}

  async execute({ personId, conversationId, fileId }: GetAttachedFile): Promise<WholeFile> {
    const { state } = await this.streams.look(conversations, conversationId);
    if (otherThan(state, personId) === undefined) throw new Refused({ code: 'file-not-found' });
    return readFile(this.streams, conversationId, fileId);
  }
}
