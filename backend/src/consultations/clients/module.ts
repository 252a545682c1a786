import { Module } from '@nestjs/common';
import { FileLimit } from '../../files/file-limit.ts';
import { AddClientFileHandler } from './add-file.ts';
import { ClientFilesController } from './client-files-controller.ts';
import { ClientsController } from './clients-controller.ts';
import { FollowUpStepHandler } from './follow-up.ts';
import { GetClientFileHandler } from './get-client-file.ts';
import { GetHistoryHandler } from './get-history.ts';
import { GrantHistoryHandler } from './grant-history.ts';
import { Histories } from './histories.ts';
import { ListClientsHandler } from './list-clients.ts';
import { NotesController } from './notes-controller.ts';
import { RemoveEntryHandler } from './remove-entry.ts';
import { WriteNoteHandler } from './write-note.ts';

/** What instructors and their clients keep of their sessions: notes, files, next steps, and who is let in. */
@Module({
  controllers: [ClientsController, NotesController, ClientFilesController],
  providers: [
    Histories,
    FileLimit,
    WriteNoteHandler,
    RemoveEntryHandler,
    AddClientFileHandler,
    FollowUpStepHandler,
    GrantHistoryHandler,
    GetHistoryHandler,
    ListClientsHandler,
    GetClientFileHandler,
  ],
  exports: [Histories, FileLimit],
})
export class ClientsModule {}
