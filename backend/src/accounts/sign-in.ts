import type { Id, SessionEvent } from '@lyceum/contracts';
import { instant } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../api/clock.ts';
import { createdId, furtherStep, type CommandContext } from '../deciding/context.ts';
import { accept, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { Credentials } from './credentials.ts';
import { timesChanged } from './person.ts';
import { sessions, type Session } from './session.ts';
import { SESSION_MS, tokenHash, Tokens } from './tokens.ts';

/** What a signed-in device holds. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Somebody signs in on a device. `place` is the address they come from. */
export class SignIn extends Command<TokenPair> {
  constructor(
    readonly context: CommandContext,
    readonly credentials: { readonly email: string; readonly password: string },
    readonly place: string,
    readonly device: string | null,
  ) {
    super();
  }
}

/** `at` is the instant of the sign-in: the session lasts from then on, and as long as the password does that is changed `password` times. */
export function decide(
  session: Session,
  started: {
    readonly sessionId: Id;
    readonly personId: Id;
    readonly tokenHash: string;
    readonly device: string | null;
    readonly password: number;
    readonly at: string;
  },
): Decision<SessionEvent> {
  if (session.phase !== 'none') return refuse('session-ended');
  const { at, ...data } = started;
  return accept({ type: 'accounts.SessionStarted.v1', data: { ...data, expires: instant(Date.parse(at) + SESSION_MS) } });
}

@CommandHandler(SignIn)
export class SignInHandler implements ICommandHandler<SignIn> {
  constructor(
    private readonly streams: Streams,
    private readonly credentials: Credentials,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  async execute({ context, credentials: { email, password }, place, device }: SignIn): Promise<TokenPair> {
    const known = await this.credentials.check(email, password, place);
    const { personId, roles } = known;
    const sessionId = createdId(context, 'session');
    const refreshToken = this.tokens.refresh(sessionId, 0);
    // A password that is changed meanwhile is another: the session then holds nothing.
    const started = { sessionId, personId, tokenHash: tokenHash(refreshToken), device, password: timesChanged(known), at: context.at };
    await this.streams.decide(
      sessions,
      sessionId,
      { ...furtherStep(context, 'session'), by: personId },
      (session) => decide(session, started),
      { creating: true },
    );
    return { accessToken: await this.tokens.access({ personId, roles, sessionId }, this.clock.time()), refreshToken };
  }
}
