import type { ClientFile, ClientHistory, FollowUp, Id, Note } from '@lyceum/contracts';
import { nextOf, ReadModels, type ClientRow, type NoteRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { maySee, standingOf, type Pair, type Standing } from './client.ts';

/** The history of a client, as far as its reader may see it. */
export class GetHistory extends Query<ClientHistory> {
  constructor(
    readonly who: Asker,
    readonly pair: Pair,
  ) {
    super();
  }
}

type Names = ReadonlyMap<Id, string | null>;
const named = (names: Names, personId: Id) => ({ personId, name: names.get(personId) ?? null });

export const sessionsOf = (row: ClientRow) => ({ held: row.held, last: row.last, next: nextOf(row) });

/** What it was before is shown to those for whom it was then. */
function noteOf({ noteId, audience, now, former }: NoteRow, names: Names, reader: Id, as: Standing): Note {
  const version = ({ text, by, at }: NoteRow['now']) => ({ text, by: named(names, by), at });
  const seen = former.filter((one) => maySee(one.audience, as));
  return { noteId, audience, ...version(now), former: seen.map(version), yours: now.by === reader };
}

const fileOf = ({ file, audience, now }: NoteRow, names: Names, reader: Id): ClientFile[] =>
  file ? [{ ...file, audience, by: named(names, now.by), at: now.at, yours: now.by === reader }] : [];

const stepOf = ({ noteId, now, due, done }: NoteRow, names: Names): FollowUp => ({
  followUpId: noteId,
  text: now.text,
  due,
  done,
  by: named(names, now.by),
  at: now.at,
});

@QueryHandler(GetHistory)
export class GetHistoryHandler implements IQueryHandler<GetHistory> {
  constructor(private readonly models: ReadModels) {}

  async execute({ who, pair }: GetHistory): Promise<ClientHistory> {
    const { instructorId, studentId } = pair;
    const row = await this.models.clients.find(instructorId, studentId);
    const as = row?.agreed ? standingOf(pair, row.grantees, who) : null;
    if (!row || as === null) throw new Refused({ code: 'client-not-found' });
    const all = (await this.models.notes.ofClient(instructorId, studentId)).filter(({ audience }) => maySee(audience, as));
    const writers = all.flatMap(({ now, former }) => [now.by, ...former.map(({ by }) => by)]);
    const names = await this.models.people.names([instructorId, studentId, ...writers, ...row.grantees]);
    const of = (kind: NoteRow['kind']) => all.filter((each) => each.kind === kind);
    return {
      as,
      instructor: named(names, instructorId),
      student: named(names, studentId),
      sessions: sessionsOf(row),
      notes: of('note').map((each) => noteOf(each, names, who.personId, as)),
      files: of('file').flatMap((each) => fileOf(each, names, who.personId)),
      followUps: of('follow-up').map((each) => stepOf(each, names)),
      grants: as === 'granted' ? [] : row.grants.map(({ granteeId, since }) => ({ ...named(names, granteeId), since })),
    };
  }
}
