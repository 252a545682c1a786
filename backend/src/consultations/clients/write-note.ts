import { MOST_NOTES, type ClientEvent, type Id, type NoteRequest } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { maySee, type Client, type Pair } from './client.ts';
import { Histories, type Writing } from './histories.ts';

/** Somebody writes a note, or writes one of theirs anew. */
export class WriteNote extends Command<Written<{ noteId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly pair: Pair,
    readonly note: NoteRequest,
    /** The note that is changed; a new one without it. */
    readonly noteId?: Id,
  ) {
    super();
  }
}

/** The instructor writes for whom they like, the client what both see; who was let in only reads. Nobody changes the words of another. */
export function decide(client: Client, writing: Writing, noteId: Id, note: NoteRequest, anew: boolean): Decision<ClientEvent> {
  const { as, by: authorId, clientId, instructorId, studentId } = writing;
  const there = client.notes[noteId];
  if (anew && !(there && maySee(there.audience, as))) return refuse('note-not-found');
  if (as === 'granted' || (as === 'student' && note.audience !== 'shared')) return refuse('not-allowed');
  if (there && there.authorId !== authorId) return refuse('not-allowed');
  if (!anew && Object.keys(client.notes).length >= MOST_NOTES) return refuse('history-full');
  const data = { clientId, instructorId, studentId, noteId, authorId, ...note };
  return accept({ type: anew ? 'consultations.NoteEdited.v1' : 'consultations.NoteWritten.v1', data });
}

@CommandHandler(WriteNote)
export class WriteNoteHandler implements ICommandHandler<WriteNote> {
  constructor(private readonly histories: Histories) {}

  async execute({ context, who, pair, note, noteId: former }: WriteNote): Promise<Written<{ noteId: Id }>> {
    const noteId = former ?? createdId(context, 'note');
    const written = await this.histories.decide(context, who, pair, (client, writing) =>
      decide(client, writing, noteId, note, former !== undefined),
    );
    return answer(written, { noteId });
  }
}
