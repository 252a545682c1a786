import { instant, type SessionEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../api/clock.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { people } from './person.ts';
import { holds, sessions, type Session } from './session.ts';
import type { TokenPair } from './sign-in.ts';
import { Standing } from './standing.ts';
import { SESSION_MS, tokenHash, Tokens } from './tokens.ts';

/** A device exchanges its refresh token for the next one and a fresh access token. */
export class RefreshSession extends Command<TokenPair> {
  constructor(
    readonly context: CommandContext,
    readonly refreshToken: string,
  ) {
    super();
  }
}

/** So long (milliseconds) the former token still gives the present one: two tabs may refresh at once, and an answer may get lost. */
const GRACE = 30_000;

/** `generation` is the number of the token that was shown; `nextHash` that of the one to follow the present one. */
export function decide(
  session: Session,
  shown: { readonly generation: number; readonly nextHash: string; readonly at: string },
): Decision<SessionEvent> {
  if (session.phase !== 'open') return refuse('session-ended');
  const { sessionId, generation, expires } = session;
  const now = Date.parse(shown.at);
  if (now >= Date.parse(expires) || shown.generation > generation) return refuse('session-ended');
  if (shown.generation === generation) {
    return accept({
      type: 'accounts.SessionRefreshed.v1',
      data: { sessionId, tokenHash: shown.nextHash, expires: instant(now + SESSION_MS) },
    });
  }
  const rotated = Date.parse(expires) - SESSION_MS;
  if (shown.generation === generation - 1 && now - rotated <= GRACE) return nothing();
  return accept({ type: 'accounts.SessionEnded.v1', data: { sessionId, reason: 'token-reused' } });
}

@CommandHandler(RefreshSession)
export class RefreshSessionHandler implements ICommandHandler<RefreshSession> {
  constructor(
    private readonly streams: Streams,
    private readonly tokens: Tokens,
    private readonly standing: Standing,
    private readonly clock: Clock,
  ) {}

  async execute({ context, refreshToken }: RefreshSession): Promise<TokenPair> {
    const token = this.tokens.readRefresh(refreshToken);
    if (!token) throw new Refused({ code: 'session-ended' });
    const { sessionId, generation } = token;
    const shown = { generation, nextHash: tokenHash(this.tokens.refresh(sessionId, generation + 1)), at: context.at };
    const { state: session } = await this.streams.decide(sessions, sessionId, context, (known) => decide(known, shown));
    if (session.phase !== 'open') {
      this.standing.ended(sessionId);
      throw new Refused({ code: 'session-ended' });
    }
    const { state: person } = await this.streams.look(people, session.personId);
    if (person.phase !== 'registered' || !holds(session, person)) throw new Refused({ code: 'session-ended' });
    const principal = { personId: session.personId, roles: person.roles, sessionId };
    return {
      accessToken: await this.tokens.access(principal, this.clock.time()),
      refreshToken: this.tokens.refresh(sessionId, session.generation),
    };
  }
}
