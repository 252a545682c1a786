import type { ClientEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { maySee, type Client, type Pair } from './client.ts';
import { Histories, type Writing } from './histories.ts';

/** Somebody takes a note or a file of theirs away. */
export class RemoveEntry extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly pair: Pair,
    readonly entry: { readonly noteId: Id } | { readonly fileId: Id },
  ) {
    super();
  }
}

export function decide(client: Client, writing: Writing, entry: RemoveEntry['entry']): Decision<ClientEvent> {
  const { as, by: authorId, clientId, instructorId, studentId } = writing;
  const there = 'noteId' in entry ? client.notes[entry.noteId] : client.files[entry.fileId];
  if (!there || !maySee(there.audience, as)) return refuse('noteId' in entry ? 'note-not-found' : 'file-not-found');
  if (there.authorId !== authorId) return refuse('not-allowed');
  const of = { clientId, instructorId, studentId, authorId };
  return 'noteId' in entry
    ? accept({ type: 'consultations.NoteRemoved.v1', data: { ...of, ...entry } })
    : accept({ type: 'consultations.ClientFileRemoved.v1', data: { ...of, ...entry } });
}

@CommandHandler(RemoveEntry)
export class RemoveEntryHandler implements ICommandHandler<RemoveEntry> {
  constructor(private readonly histories: Histories) {}

  async execute({ context, who, pair, entry }: RemoveEntry): Promise<Written<undefined>> {
    const removed = await this.histories.decide(context, who, pair, (client, writing) => decide(client, writing, entry));
    return answer(removed, undefined);
  }
}
