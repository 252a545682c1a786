import { allows, type EventOf, type Id, type PersonData } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog, ShutFact } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { RoleBook } from '../../accounts/role-book.ts';
import { Clock } from '../../api/clock.ts';
import type { Principal } from '../../api/request.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { factsAt } from '../../operations/log/entries.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { ownFiles } from './own-files.ts';
import { sorted } from './sections.ts';

/** Everything about one person, for themselves and for admins. */
export class GetPersonData extends Query<PersonData> {
  constructor(
    readonly who: Principal,
    readonly personId: Id,
  ) {
    super();
  }
}

/** Journal entries read at one go. */
const PAGE = 500;

const ABOUT =
  'Everything that the academy has recorded about one person: who they are, and each fact that names them, with what it says, from the log itself. ' +
  'Times are in UTC. Texts and names of other people are left out (null); others appear as ids. "doings" are what the person did that is about others. ' +
  'Files are in base64. Recordings of webinars are not in this file: they are had where they are watched.';

/** Read from the log, so that it is what was recorded and not what is made of it; the journal says where. */
@QueryHandler(GetPersonData)
export class GetPersonDataHandler implements IQueryHandler<GetPersonData> {
  constructor(
    private readonly book: RoleBook,
    private readonly models: ReadModels,
    private readonly streams: Streams,
    private readonly clock: Clock,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ who, personId }: GetPersonData): Promise<PersonData> {
    // Whether there is somebody of that id is nobody else's business.
    if (who.personId !== personId && !allows(who.roles, 'people.export-any')) throw new Refused({ code: 'person-not-found' });
    const { name, email, timeZone, roles } = await this.book.find(personId);
    const facts = await this.factsOf(personId);
    const first = facts.find(({ current }) => current?.type === 'accounts.PersonRegistered.v2');
    const profile = { personId, name, email, timeZone, roles: [...roles], registeredAt: first?.metadata.at ?? null };
    return {
      about: ABOUT,
      madeAt: this.clock.now(),
      profile: { ...profile, instructor: instructorOf(facts) },
      ...sorted(personId, facts),
      files: await ownFiles(this.streams, personId, facts),
    };
  }

  /** In their order. */
  private async factsOf(person: Id): Promise<ShutFact[]> {
    await this.models.waitFor(await this.log.head(), ['journal']);
    const pages: (readonly ShutFact[])[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.models.journal.page({ person, limit: PAGE, cursor });
      pages.push(await factsAt(this.log, page.items, person));
      if (page.next === null) return pages.flat().toReversed();
      cursor = page.next;
    }
  }
}

function instructorOf(facts: readonly ShutFact[]): PersonData['profile']['instructor'] {
  const edited = facts.findLast(({ type }) => type === 'consultations.ProfileEdited.v1');
  return edited ? { ...(edited.data as EventOf<'consultations.ProfileEdited.v1'>['data']) } : null;
}
