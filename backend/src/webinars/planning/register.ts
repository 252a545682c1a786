import type { Id, Registered, WebinarEvent } from '@lyceum/contracts';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Written } from '../../api/written.ts';
import { CONFIG, type Config } from '../../config.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { decideOn, type Deciding } from './decided.ts';
import { registeredOf } from './ticket.ts';
import { RegisterLimit } from './register-limit.ts';
import { hasSeat, standingOf, type Webinar } from './webinar.ts';

/** Somebody wants to be there. */
export class Register extends Command<Written<Registered>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly webinarId: Id,
  ) {
    super();
  }
}

export function decide(webinar: Webinar, { who, relation, now, ticketFor }: Deciding): Decision<WebinarEvent> {
  if (webinar.phase === 'none' || !relation.sees) return refuse('webinar-not-found');
  if (webinar.phase === 'cancelled') return refuse('webinar-cancelled');
  if (relation.hosts || relation.speaks) return refuse('own-webinar');
  if (webinar.plan.end <= now) return refuse('webinar-over');
  const { personId } = who;
  const standing = standingOf(webinar, personId);
  if (standing === 'refused') return refuse('registration-refused');
  if (standing !== null) return refuse('already-registered');
  const { webinarId } = webinar;
  if (webinar.plan.registration === 'approval') return accept({ type: 'webinars.RegistrationRequested.v1', data: { webinarId, personId } });
  if (!hasSeat(webinar)) return accept({ type: 'webinars.WaitingListJoined.v1', data: { webinarId, personId, from: null } });
  const ticketId = ticketFor(personId);
  return accept({ type: 'webinars.RegistrationConfirmed.v1', data: { webinarId, personId, ticketId, from: null } });
}

@CommandHandler(Register)
export class RegisterHandler implements ICommandHandler<Register> {
  constructor(
    private readonly streams: Streams,
    private readonly limit: RegisterLimit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute({ context, who, webinarId }: Register): Promise<Written<Registered>> {
    await this.limit.registers(webinarId, who.personId);
    const outcome = await decideOn(this.streams, context, who, webinarId, decide);
    const registered = registeredOf(outcome.state, who.personId, this.config);
    // Without a ticket it is yet to be seen whether there will be a place.
    return new Written(registered, outcome.position, outcome.revision, registered.ticket === null ? 202 : undefined);
  }
}
