import type { EventOf, Id, ReactedTo, Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { nameOf } from '../../accounts/name-of.ts';
import { CONFIG, type Config } from '../../config.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { publicAddress } from '../../mail/writing/public-address.ts';
import { Writer } from '../../mail/writing/writer.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { webinars, type Scheduled } from '../planning/webinar.ts';
import { letterOf, type News } from './letters.ts';

/** What people are told of. */
export type ToldFact = Recorded<EventOf<ReactedTo<'when-webinar-changes-then-tell'>>>;

/** Those whom it concerns are told what became of a webinar or of their place in it. */
export class TellOfWebinar extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly fact: ToldFact,
  ) {
    super();
  }
}

type Telling = Pick<News, 'kind'> & Partial<Pick<News, 'ticketId' | 'waited' | 'reason'>> & { readonly to: readonly Id[] };

const withPlace = ({ people }: Scheduled): Id[] => [...people].flatMap(([id, { standing }]) => (standing === 'confirmed' ? [id] : []));
/** Also those who ask or wait: it concerns them too. */
const hoping = ({ people }: Scheduled): Id[] => [...people].flatMap(([id, { standing }]) => (standing === 'refused' ? [] : [id]));

/** Who is told what of a fact, by the webinar before it. What people did themselves and see at once is told only where a ticket goes with it. */
export function tellingOf({ type, data }: ToldFact, before: Scheduled): Telling | null {
  switch (type) {
    case 'webinars.WebinarEdited.v1': {
      const { start, end } = before.plan;
      return data.plan.start === start && data.plan.end === end ? null : { kind: 'webinar-moved', to: withPlace(before) };
    }
    case 'webinars.WebinarCancelled.v1':
      return { kind: 'webinar-cancelled', to: hoping(before), reason: data.reason || null };
    case 'webinars.RegistrationRequested.v1':
      return { kind: 'webinar-asked', to: [before.hostId] };
    case 'webinars.RegistrationRefused.v1':
      return { kind: 'webinar-refused', to: [data.personId], reason: data.reason || null };
    case 'webinars.RegistrationConfirmed.v1':
      return { kind: 'webinar-registered', to: [data.personId], ticketId: data.ticketId, waited: data.from === 'waiting' };
    case 'webinars.WaitingListJoined.v1':
      return { kind: 'webinar-waiting', to: [data.personId] };
    case 'webinars.RegistrationWithdrawn.v1':
      return data.by === 'host' ? { kind: 'webinar-withdrawn', to: [data.personId] } : null;
  }
}

@CommandHandler(TellOfWebinar)
export class TellOfWebinarHandler implements ICommandHandler<TellOfWebinar> {
  private readonly address: URL;

  constructor(
    private readonly streams: Streams,
    private readonly writer: Writer,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CONFIG) config: Config,
  ) {
    this.address = publicAddress(config);
  }

  async execute({ context, fact }: TellOfWebinar): Promise<void> {
    const { webinarId } = fact.data;
    const facts = await this.log.read(fact.stream, -1, fact.revision);
    const before = facts.reduce((webinar, each) => webinars.evolve(webinar, each as never), webinars.initial);
    if (before.phase === 'none') return;
    const telling = tellingOf(fact, before);
    if (!telling) return;
    const plan = fact.type === 'webinars.WebinarEdited.v1' ? fact.data.plan : before.plan;
    const guestId = 'personId' in fact.data ? fact.data.personId : null;
    const guest = guestId === null ? null : await nameOf(this.streams, guestId);
    const { kind, to, ticketId = null, waited = false, reason = null } = telling;
    const as = kind === 'webinar-asked' ? 'host' : 'attendee';
    const told = { guestId, guest, reason, as, at: fact.metadata.at, now: context.at } as const;
    const news: News = { kind, webinarId, plan, ticketId, waited, ...told };
    for (const personId of to) {
      await this.writer.write(context, { of: fact.id, kind, personId }, (reader) => letterOf(news, reader, this.address));
    }
  }
}
