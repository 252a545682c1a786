import type { Id, SessionEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { sessions, type Session } from './session.ts';
import { Standing } from './standing.ts';

/** A device signs out: its session is over, and with it all its tokens. */
export class SignOut extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly sessionId: Id,
  ) {
    super();
  }
}

export function decide(session: Session): Decision<SessionEvent> {
  if (session.phase === 'none') return refuse('not-signed-in');
  if (session.phase === 'ended') return nothing();
  return accept({ type: 'accounts.SessionEnded.v1', data: { sessionId: session.sessionId, reason: 'signed-out' } });
}

@CommandHandler(SignOut)
export class SignOutHandler implements ICommandHandler<SignOut> {
  constructor(
    private readonly streams: Streams,
    private readonly standing: Standing,
  ) {}

  async execute({ context, sessionId }: SignOut): Promise<Written<undefined>> {
    const outcome = await this.streams.decide(sessions, sessionId, context, decide);
    this.standing.ended(sessionId);
    return answer(outcome, undefined);
  }
}
