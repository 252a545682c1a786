import type { Id, WebinarEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { decideOn, type Deciding } from './decided.ts';
import { barred } from './standing.ts';
import { hasSeat, standingOf, type Webinar } from './webinar.ts';

export type RegistrationAnswer = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

/** The host says yes or no to somebody who asked to be there. */
export class AnswerRegistration extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly webinarId: Id,
    readonly personId: Id,
    readonly answer: RegistrationAnswer,
  ) {
    super();
  }
}

/** A yes while all seats are taken puts them among those who wait. Who was refused may be accepted after all. */
export function decide(
  webinar: Webinar,
  { personId, answer: said }: Pick<AnswerRegistration, 'personId' | 'answer'>,
  { relation, ticketFor }: Deciding,
): Decision<WebinarEvent> {
  const code = barred(webinar, relation);
  if (code || webinar.phase === 'none') return refuse(code ?? 'webinar-not-found');
  if (webinar.phase === 'cancelled') return refuse('webinar-cancelled');
  const { webinarId } = webinar;
  const of = { webinarId, personId };
  const standing = standingOf(webinar, personId);
  if (standing === null) return refuse('registration-not-found');
  if (said.accepted) {
    if (standing === 'confirmed' || standing === 'waiting') return nothing();
    // A no is taken back: then they were among nobody who is counted.
    const from = standing === 'requested' ? standing : null;
    if (!hasSeat(webinar)) return accept({ type: 'webinars.WaitingListJoined.v1', data: { ...of, from } });
    return accept({ type: 'webinars.RegistrationConfirmed.v1', data: { ...of, ticketId: ticketFor(personId), from } });
  }
  if (standing === 'refused') return nothing();
  if (standing !== 'requested')
    return refuse('already-registered', { detail: 'They were accepted already: take their registration away instead.' });
  return accept({ type: 'webinars.RegistrationRefused.v1', data: { ...of, reason: said.reason } });
}

@CommandHandler(AnswerRegistration)
export class AnswerRegistrationHandler implements ICommandHandler<AnswerRegistration> {
  constructor(private readonly streams: Streams) {}

  async execute(command: AnswerRegistration): Promise<Written<undefined>> {
    const { context, who, webinarId } = command;
    const outcome = await decideOn(this.streams, context, who, webinarId, (webinar, deciding) => decide(webinar, command, deciding));
    return answer(outcome, undefined);
  }
}
