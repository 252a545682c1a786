import { BEGINNING, laterPosition, type HistoryItemOf, type PersonEvent, type Position } from '@lyceum/contracts';
import { PersonForgotten, type EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { EmailIndex, emails, type Reservation } from '../../accounts/email.ts';
import { people, type Person } from '../../accounts/person.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';

const ZONE = 'UTC';

/** Nobody can sign in as somebody who was brought in: there is no password. */
function decidePerson(known: Person, { personId, name, email, role }: HistoryItemOf<'person'>): Decision<PersonEvent> {
  if (known.phase === 'registered') return nothing();
  return accept(
    { type: 'accounts.PersonRegistered.v2', data: { personId, name, email, timeZone: ZONE } },
    { type: 'accounts.RolesChanged.v1', data: { personId, added: [role], removed: [] } },
  );
}

/** People of a history, registered in the order in which those who sign up are. */
@Injectable()
export class Newcomers {
  constructor(
    private readonly streams: Streams,
    private readonly index: EmailIndex,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** Who has been forgotten here stays so. @throws Refused where the address is another's. */
  async register(item: HistoryItemOf<'person'>, context: CommandContext): Promise<{ recorded: number; position: Position }> {
    const { personId, email } = item;
    try {
      await this.log.keys.issue(personId, furtherStep(context, `key ${personId}`));
    } catch (error) {
      if (!(error instanceof PersonForgotten)) throw error;
      return { recorded: 0, position: BEGINNING };
    }
    const reserve = ({ owner }: Reservation) => {
      if (owner === null) return accept({ type: 'accounts.EmailReserved.v1', data: { personId } } as const);
      return owner === personId ? nothing() : refuse('email-taken');
    };
    const steps = { creating: true };
    const reserved = await this.streams.decide(emails, this.index.of(email), furtherStep(context, `email ${personId}`), reserve, steps);
    const own = furtherStep(context, `person ${personId}`);
    const registered = await this.streams.decide(people, personId, own, (known) => decidePerson(known, item), steps);
    return {
      recorded: (reserved.recorded ? 1 : 0) + (registered.recorded ? 2 : 0),
      position: laterPosition(reserved.position, registered.position),
    };
  }
}
