import type { Id, TicketHolder, WebinarEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { nameOf } from '../../accounts/name-of.ts';
import { decideOn, type Deciding } from './decided.ts';
import { barred } from './standing.ts';
import type { Webinar } from './webinar.ts';

/** A host looks at a ticket. */
export class CheckTicket extends Command<Written<TicketHolder>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly webinarId: Id,
    readonly ticketId: Id,
  ) {
    super();
  }
}

/** Whose ticket it is, if it is one that holds. */
export function holderOf(webinar: Webinar, ticketId: Id): Id | undefined {
  if (webinar.phase === 'none') return undefined;
  return [...webinar.people].find(([, registered]) => registered.ticketId === ticketId)?.[0];
}

export function decide(webinar: Webinar, ticketId: Id, { relation }: Deciding): Decision<WebinarEvent> {
  const code = barred(webinar, relation);
  if (code || webinar.phase === 'none') return refuse(code ?? 'webinar-not-found');
  const personId = holderOf(webinar, ticketId);
  if (personId === undefined) return refuse('ticket-not-found');
  return accept({ type: 'webinars.TicketChecked.v1', data: { webinarId: webinar.webinarId, personId, ticketId } });
}

@CommandHandler(CheckTicket)
export class CheckTicketHandler implements ICommandHandler<CheckTicket> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, webinarId, ticketId }: CheckTicket): Promise<Written<TicketHolder>> {
    const outcome = await decideOn(this.streams, context, who, webinarId, (webinar, deciding) => decide(webinar, ticketId, deciding));
    const personId = holderOf(outcome.state, ticketId) ?? '';
    return answer(outcome, { personId, name: await nameOf(this.streams, personId) });
  }
}
