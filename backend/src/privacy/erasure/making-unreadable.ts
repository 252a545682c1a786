import type { EmailEvent, Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EmailIndex, emails, type Reservation } from '../../accounts/email.ts';
import { sessions, type Session } from '../../accounts/session.ts';
import { decide as signOut } from '../../accounts/sign-out.ts';
import { Standing } from '../../accounts/standing.ts';
import { CloseFeed } from '../../consultations/feeds/close-feed.ts';
import { DisconnectCalendar } from '../../consultations/sync/disconnect-calendar.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';

/** Journal entries looked through at one go. */
const PAGE = 200;

/** An address goes back to whoever asks next; that of somebody else stays theirs. */
export const release = ({ owner }: Reservation, personId: Id): Decision<EmailEvent> =>
  owner === personId ? accept({ type: 'accounts.EmailReleased.v1', data: { personId } }) : nothing();

const end = (session: Session) => (session.phase === 'open' ? signOut(session) : nothing());

/** Ends what a person can still do here, and then deletes their key. All of it may be done again. */
@Injectable()
export class MakingUnreadable {
  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly index: EmailIndex,
    private readonly standing: Standing,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /**
   * Gives how many devices were signed out. The address is released while it can still be read.
   * @throws EventStoreUnavailable, ReadStoreUnavailable
   */
  async make(context: CommandContext, personId: Id, email: string | null): Promise<number> {
    const ended = await this.endSessions(context, personId);
    await this.commands.execute(new CloseFeed(furtherStep(context, 'feed'), personId));
    for (const { connectionId } of await this.models.connections.ofPerson(personId))
      await this.commands.execute(new DisconnectCalendar(furtherStep(context, `calendar ${connectionId}`), personId, connectionId));
    if (email !== null)
      await this.streams.decide(emails, this.index.of(email), furtherStep(context, 'email'), (known) => release(known, personId));
    await this.log.keys.destroy(personId);
    return ended;
  }

  private async endSessions(context: CommandContext, person: Id): Promise<number> {
    await this.models.waitFor(await this.log.head(), ['journal']);
    let ended = 0;
    for (let cursor: string | undefined; ;) {
      const page = await this.models.journal.page({ type: 'accounts.SessionStarted.v1', person, limit: PAGE, cursor });
      for (const { stream } of page.items) {
        const sessionId = stream.slice(sessions.stream('').length);
        const { recorded } = await this.streams.decide(sessions, sessionId, furtherStep(context, stream), end);
        if (recorded) this.standing.ended(sessionId);
        if (recorded) ended += 1;
      }
      if (page.next === null) return ended;
      cursor = page.next;
    }
  }
}
