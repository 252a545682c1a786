import type { Id, WebinarEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { decideOn, type Deciding } from './decided.ts';
import { barred } from './standing.ts';
import { seatWaiting, standingOf, type Webinar } from './webinar.ts';

/** Somebody gives their registration up, or the host takes it away. */
export class WithdrawRegistration extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly webinarId: Id,
    readonly personId: Id,
  ) {
    super();
  }
}

/** The seat goes to whoever waits next, in the same append. A no of the host cannot be withdrawn from by asking again. */
export function decide(webinar: Webinar, personId: Id, { who, relation, now, ticketFor }: Deciding): Decision<WebinarEvent> {
  const own = personId === who.personId;
  const code = own ? null : barred(webinar, relation);
  if (webinar.phase === 'none' || !relation.sees || code) return refuse(code ?? 'webinar-not-found');
  if (webinar.phase === 'cancelled') return refuse('webinar-cancelled');
  const standing = standingOf(webinar, personId);
  if (standing === null) return refuse(own ? 'not-registered' : 'registration-not-found');
  if (standing === 'refused') return refuse('registration-refused');
  if (webinar.plan.end <= now) return refuse('webinar-over');
  const { webinarId } = webinar;
  const withdrawn: WebinarEvent = {
    type: 'webinars.RegistrationWithdrawn.v1',
    data: { webinarId, personId, from: standing, by: own ? 'person' : 'host' },
  };
  return accept(...seatWaiting(webinar, [withdrawn], ticketFor));
}

@CommandHandler(WithdrawRegistration)
export class WithdrawRegistrationHandler implements ICommandHandler<WithdrawRegistration> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, webinarId, personId }: WithdrawRegistration): Promise<Written<undefined>> {
    const outcome = await decideOn(this.streams, context, who, webinarId, (webinar, deciding) => decide(webinar, personId, deciding));
    return answer(outcome, undefined);
  }
}
