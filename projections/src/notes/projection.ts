import type { Audience, EventOf, FileItem, Id, Instant, LocalDate, Recorded } from '@lyceum/contracts';
import { clientKey } from '../clients/projection.ts';
import { projection } from '../engine/projection.ts';

/** What was written once, by whom and when. The text of somebody forgotten is null. */
export interface Written {
  readonly text: string | null;
  readonly by: Id;
  readonly at: Instant;
}

/** What it was before, and for whom it was then: who may see it now may not have been meant to see that. */
export interface Former extends Written {
  readonly audience: Audience;
}

/** A note, a file or a next step of a client: what it is now and what it was. Those taken away stay as rows, so that pages hear of it. */
export interface NoteRow {
  readonly noteId: Id;
  readonly kind: 'note' | 'file' | 'follow-up';
  /** Which instructor's history of which client. */
  readonly pair: string;
  readonly instructorId: Id;
  readonly studentId: Id;
  readonly audience: Audience;
  readonly removed: boolean;
  readonly now: Written;
  /** What it was before, oldest first; the last of it. */
  readonly former: readonly Former[];
  readonly file: (Omit<FileItem, 'name'> & { readonly name: string | null }) | null;
  readonly due: LocalDate | null;
  readonly done: boolean;
  /** Who hears of changes: those who may see it, and who could once. */
  readonly told: readonly Id[];
}

/** So many former versions are kept at hand; all of them are in the log. */
const FORMER = 50;

const FROM = [
  'consultations.NoteWritten.v1',
  'consultations.NoteEdited.v1',
  'consultations.NoteRemoved.v1',
  'consultations.ClientFileAdded.v1',
  'consultations.ClientFileRemoved.v1',
  'consultations.FollowUpSet.v1',
  'consultations.FollowUpDone.v1',
  'consultations.FollowUpRemoved.v1',
] as const;
type Known = Recorded<EventOf<(typeof FROM)[number]>>;
type Beginning = Extract<
  Known,
  { type: 'consultations.NoteWritten.v1' | 'consultations.ClientFileAdded.v1' | 'consultations.FollowUpSet.v1' }
>;

const idOf = ({ data }: Known): Id => {
  if ('noteId' in data) return data.noteId;
  if ('followUpId' in data) return data.followUpId;
  return 'file' in data ? data.file.fileId : data.fileId;
};

const toldOf = (audience: Audience, instructorId: Id, studentId: Id): readonly Id[] =>
  audience === 'shared' ? [instructorId, studentId] : [instructorId];

function begun(fact: Beginning): NoteRow {
  const { instructorId, studentId, authorId } = fact.data;
  const audience = 'audience' in fact.data ? fact.data.audience : 'shared';
  const now = { text: 'text' in fact.data ? (fact.data.text as string | null) : null, by: authorId, at: fact.metadata.at };
  const kind = {
    'consultations.NoteWritten.v1': 'note',
    'consultations.ClientFileAdded.v1': 'file',
    'consultations.FollowUpSet.v1': 'follow-up',
  } as const;
  return {
    noteId: idOf(fact),
    kind: kind[fact.type],
    pair: clientKey(instructorId, studentId),
    instructorId,
    studentId,
    audience,
    removed: false,
    now,
    former: [],
    file: 'file' in fact.data ? fact.data.file : null,
    due: 'due' in fact.data ? fact.data.due : null,
    done: false,
    told: toldOf(audience, instructorId, studentId),
  };
}

export const notes = projection<NoteRow, (typeof FROM)[number]>({
  name: 'notes',
  version: 2,
  from: FROM,
  first: ['consultations.NoteWritten.v1', 'consultations.ClientFileAdded.v1', 'consultations.FollowUpSet.v1'],
  key: (fact) => idOf(fact),
  fold: (row, fact) => {
    switch (fact.type) {
      case 'consultations.NoteWritten.v1':
      case 'consultations.ClientFileAdded.v1':
      case 'consultations.FollowUpSet.v1':
        return begun(fact);
      case 'consultations.NoteEdited.v1': {
        if (!row) throw new Error('a change of a note that was never written');
        const { audience, authorId, instructorId, studentId } = fact.data;
        const now = { text: fact.data.text as string | null, by: authorId, at: fact.metadata.at };
        const told = [...new Set([...row.told, ...toldOf(audience, instructorId, studentId)])];
        return { ...row, audience, now, former: [...row.former, { ...row.now, audience: row.audience }].slice(-FORMER), told };
      }
      case 'consultations.FollowUpDone.v1':
        return row && { ...row, done: fact.data.done };
      default:
        return row && { ...row, removed: true };
    }
  },
  indexes: [{ pair: 1 }, { told: 1, position: 1 }],
  rooms: { person: 'told' },
  // That something changed: whoever may see what it is asks for it.
  views: ({ told, noteId, instructorId, studentId }) =>
    told.map((personId) => ({ room: `person:${personId}`, audience: 'member', row: { noteId, instructorId, studentId } })),
});
