import type { FileItem } from '../../files/requests.ts';
import type { Fact } from '../../fact.ts';
import type { Id } from '../../values.ts';
import type { LocalDate } from '../availability.ts';
import type { Audience } from './requests.ts';

/** Which instructor's history of which client. */
interface Of {
  readonly clientId: Id;
  readonly instructorId: Id;
  readonly studentId: Id;
}

/**
 * Facts of an instructor's history of a client: stream `client-ID`, whose id derives from theirs. All that is written in it is about the
 * student and is encrypted with the student's key, whoever wrote it. Each edit is a fact, so that it can be seen who wrote what when.
 */
export type ClientEvent =
  | Fact<'consultations.NoteWritten.v1', Of & { noteId: Id; authorId: Id; audience: Audience; text: string }>
  | Fact<'consultations.NoteEdited.v1', Of & { noteId: Id; authorId: Id; audience: Audience; text: string }>
  | Fact<'consultations.NoteRemoved.v1', Of & { noteId: Id; authorId: Id }>
  | Fact<'consultations.ClientFileAdded.v1', Of & { authorId: Id; audience: Audience; file: FileItem }>
  | Fact<'consultations.ClientFileRemoved.v1', Of & { authorId: Id; fileId: Id }>
  /** A next step; `due` is a date of the calendar, without a zone. */
  | Fact<'consultations.FollowUpSet.v1', Of & { followUpId: Id; authorId: Id; text: string; due: LocalDate | null }>
  | Fact<'consultations.FollowUpDone.v1', Of & { followUpId: Id; authorId: Id; done: boolean }>
  | Fact<'consultations.FollowUpRemoved.v1', Of & { followUpId: Id; authorId: Id }>
  /** The student lets another instructor see the history, and takes that back. */
  | Fact<'consultations.HistoryGranted.v1', Of & { granteeId: Id }>
  | Fact<'consultations.HistoryWithdrawn.v1', Of & { granteeId: Id }>;
