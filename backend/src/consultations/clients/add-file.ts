import { MOST_NOTES, type Audience, type ClientEvent, type FileItem } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { FileLimit } from '../../files/file-limit.ts';
import { keepFile, type GivenFile } from '../../files/keep-file.ts';
import { clientIdOf, type Client, type Pair } from './client.ts';
import { Histories, type Writing } from './histories.ts';

/** Somebody puts a file into the history. */
export class AddClientFile extends Command<Written<FileItem>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly pair: Pair,
    readonly audience: Audience,
    readonly file: Pick<GivenFile, 'name' | 'contentType' | 'bytes'>,
  ) {
    super();
  }
}

export function decide(client: Client, writing: Writing, audience: Audience, file: FileItem | null): Decision<ClientEvent> {
  const { as, by: authorId, clientId, instructorId, studentId } = writing;
  if (as === 'granted' || (as === 'student' && audience !== 'shared')) return refuse('not-allowed');
  if (Object.keys(client.files).length >= MOST_NOTES) return refuse('history-full');
  if (file === null) return nothing();
  return accept({ type: 'consultations.ClientFileAdded.v1', data: { clientId, instructorId, studentId, authorId, audience, file } });
}

@CommandHandler(AddClientFile)
export class AddClientFileHandler implements ICommandHandler<AddClientFile> {
  constructor(
    private readonly streams: Streams,
    private readonly histories: Histories,
    private readonly limit: FileLimit,
  ) {}

  /** What it is about is the student, whoever gives it: it goes with their key. */
  async execute({ context, who, pair, audience, file }: AddClientFile): Promise<Written<FileItem>> {
    await this.histories.decide(context, who, pair, (client, writing) => decide(client, writing, audience, null));
    await this.limit.gives(who.personId);
    const item = await keepFile(this.streams, furtherStep(context, 'file'), {
      ...file,
      ownerId: pair.studentId,
      placeId: clientIdOf(pair),
    });
    const added = await this.histories.decide(context, who, pair, (client, writing) => decide(client, writing, audience, item));
    return answer(added, item);
  }
}
