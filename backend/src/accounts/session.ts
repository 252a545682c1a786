import type { Id, Instant, SessionEvent } from '@lyceum/contracts';
import { z } from 'zod';
import type { Decider } from '../deciding/decider.ts';
import { isForgotten, timesChanged, type Person } from './person.ts';

export interface Open {
  readonly phase: 'open';
  readonly sessionId: Id;
  readonly personId: Id;
  /** How often it was refreshed: the number of the refresh token that counts. */
  readonly generation: number;
  readonly tokenHash: string;
  /** How often the password had been changed that it began with. */
  readonly password: number;
  readonly expires: Instant;
}

export type Session = { readonly phase: 'none' } | Open | { readonly phase: 'ended'; readonly personId: Id };

const form = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('none') }),
  z.object({
    phase: z.literal('open'),
    sessionId: z.string(),
    personId: z.string(),
    generation: z.int(),
    tokenHash: z.string(),
    password: z.int(),
    expires: z.string(),
  }),
  z.object({ phase: z.literal('ended'), personId: z.string() }),
]);

/** `session-ID`: a signed-in device. One that is used every day is refreshed for months. */
export const sessions: Decider<Session, SessionEvent> = {
  stream: (sessionId) => `session-${sessionId}`,
  initial: { phase: 'none' },
  evolve: (session, { type, data }) => {
    if (type === 'accounts.SessionStarted.v1') {
      const { sessionId, personId, tokenHash, password = 0, expires } = data;
      return { phase: 'open', sessionId, personId, generation: 0, tokenHash, password, expires };
    }
    if (session.phase !== 'open') return session;
    if (type === 'accounts.SessionEnded.v1') return { phase: 'ended', personId: session.personId };
    return { ...session, generation: session.generation + 1, tokenHash: data.tokenHash, expires: data.expires };
  },
  snapshot: { version: 2, every: 200, form },
};

/** Whether a session still counts: it is open, its person is known, and their password is that it began with, or was changed in it. */
export function holds(session: Session, person: Person): session is Open {
  if (session.phase !== 'open' || person.phase !== 'registered' || isForgotten(person)) return false;
  return session.password === timesChanged(person) || session.sessionId === person.changed?.sessionId;
}
