import { allows, type Audience, type Calendar, type ClientEvent, type Id } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import type { Decider } from '../../deciding/decider.ts';
import type { Asker } from '../../courses/staff.ts';

/** Whose a note or file is, and who may see it. */
export interface Entry {
  readonly authorId: Id;
  readonly audience: Audience;
}

/** An instructor's history of a client as decisions need it: what there is, whose it is, and whom the client lets in. No words of it. */
export interface Client {
  readonly notes: Readonly<Record<Id, Entry>>;
  readonly files: Readonly<Record<Id, Entry>>;
  readonly followUps: Readonly<Record<Id, { readonly authorId: Id; readonly done: boolean }>>;
  readonly grants: readonly Id[];
}

const without = <T>(record: Readonly<Record<Id, T>>, id: Id): Readonly<Record<Id, T>> => {
  const { [id]: _, ...others } = record;
  return others;
};

/** `client-ID`: what an instructor and a client keep of their sessions. */
export const clients: Decider<Client, ClientEvent> = {
  stream: (clientId) => `client-${clientId}`,
  initial: { notes: {}, files: {}, followUps: {}, grants: [] },
  evolve: (client, { type, data }) => {
    switch (type) {
      case 'consultations.NoteWritten.v1':
      case 'consultations.NoteEdited.v1':
        return { ...client, notes: { ...client.notes, [data.noteId]: { authorId: data.authorId, audience: data.audience } } };
      case 'consultations.NoteRemoved.v1':
        return { ...client, notes: without(client.notes, data.noteId) };
      case 'consultations.ClientFileAdded.v1':
        return { ...client, files: { ...client.files, [data.file.fileId]: { authorId: data.authorId, audience: data.audience } } };
      case 'consultations.ClientFileRemoved.v1':
        return { ...client, files: without(client.files, data.fileId) };
      case 'consultations.FollowUpSet.v1':
        return { ...client, followUps: { ...client.followUps, [data.followUpId]: { authorId: data.authorId, done: false } } };
      case 'consultations.FollowUpDone.v1': {
        const step = client.followUps[data.followUpId];
        return step ? { ...client, followUps: { ...client.followUps, [data.followUpId]: { ...step, done: data.done } } } : client;
      }
      case 'consultations.FollowUpRemoved.v1':
        return { ...client, followUps: without(client.followUps, data.followUpId) };
      case 'consultations.HistoryGranted.v1':
        return { ...client, grants: [...client.grants, data.granteeId] };
      case 'consultations.HistoryWithdrawn.v1':
        return { ...client, grants: client.grants.filter((granteeId) => granteeId !== data.granteeId) };
    }
  },
};

/** Which instructor's history of which client. */
export interface Pair {
  readonly instructorId: Id;
  readonly studentId: Id;
}

/** The id of the history: the instructor's of the student, not the other way round. */
export const clientIdOf = ({ instructorId, studentId }: Pair): Id =>
  `${instructorId.slice(0, 13)}-7${derivedId(instructorId, `client ${studentId}`).slice(15)}`;

/** As what somebody looks at a history; null where it is none of their business. Those who were let in stay so while they offer consultations. */
export function standingOf(
  { instructorId, studentId }: Pair,
  grants: readonly Id[],
  who: Asker,
): 'instructor' | 'student' | 'granted' | null {
  if (who.personId === studentId) return 'student';
  if (!allows(who.roles, 'consultations.offer')) return null;
  if (who.personId === instructorId) return 'instructor';
  return grants.includes(who.personId) ? 'granted' : null;
}

export type Standing = NonNullable<ReturnType<typeof standingOf>>;

/** Who may see what is for an audience. */
export const maySee = (audience: Audience, as: Standing): boolean =>
  audience === 'shared' || as === 'instructor' || (audience === 'history' && as === 'granted');

/** Whether a session of the two was ever agreed on, as far as the calendar still knows. */
export const isKnownClient = ({ bookings, ended }: Calendar, studentId: Id): boolean =>
  Object.values(bookings).some((booking) => booking.studentId === studentId && booking.phase !== 'held') ||
  ended.some((booking) => booking.studentId === studentId && booking.agreed);
