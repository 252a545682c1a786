import type { FileItem, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { FileLimit } from '../../files/file-limit.ts';
import { keepFile, type GivenFile } from '../../files/keep-file.ts';
import { conversations, otherThan } from './conversation.ts';

/** Keeps a file for a conversation; a message that names it comes after. */
export class AttachFile extends Command<FileItem> {
  constructor(
    readonly context: CommandContext,
    readonly conversationId: Id,
    readonly file: Omit<GivenFile, 'placeId'>,
  ) {
    super();
  }
}

@CommandHandler(AttachFile)
export class AttachFileHandler implements ICommandHandler<AttachFile> {
  constructor(
    private readonly streams: Streams,
    private readonly limit: FileLimit,
  ) {}

  /** No position is answered: no read model holds files, so that nobody has to wait for one. */
  async execute({ context, conversationId, file }: AttachFile): Promise<FileItem> {
    const { state } = await this.streams.look(conversations, conversationId);
    if (otherThan(state, file.ownerId) === undefined) throw new Refused({ code: 'conversation-not-found' });
    await this.limit.gives(file.ownerId);
    return keepFile(this.streams, context, { ...file, placeId: conversationId });
  }
}
