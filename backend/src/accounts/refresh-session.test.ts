import { instant, type SessionEvent } from '@lyceum/contracts';
import { describe, test } from 'vitest';
import { given } from '../deciding/given.ts';
import { decide } from './refresh-session.ts';
import { sessions } from './session.ts';
import { SESSION_MS } from './tokens.ts';

const BEGIN = Date.parse('2026-03-01T10:00:00.000Z');
const at = (seconds: number) => instant(BEGIN + seconds * 1000);
const lasting = (seconds: number) => instant(BEGIN + seconds * 1000 + SESSION_MS);

const started: SessionEvent = {
  type: 'accounts.SessionStarted.v1',
  data: { sessionId: 's', personId: 'ann', tokenHash: 'hash 0', device: null, expires: lasting(0) },
};
const refreshed = (generation: number, seconds: number): SessionEvent => ({
  type: 'accounts.SessionRefreshed.v1',
  data: { sessionId: 's', tokenHash: `hash ${generation}`, expires: lasting(seconds) },
});
const ended = (reason: 'signed-out' | 'token-reused'): SessionEvent => ({
  type: 'accounts.SessionEnded.v1',
  data: { sessionId: 's', reason },
});

const showing = (generation: number, seconds: number) => (session: Parameters<typeof decide>[0]) =>
  decide(session, { generation, nextHash: `hash ${generation + 1}`, at: at(seconds) });

describe('refreshing a session', () => {
  test('the present token gives the next one', () => {
    given(sessions, started).when(showing(0, 600)).then(refreshed(1, 600));
    given(sessions, started, refreshed(1, 600)).when(showing(1, 900)).then(refreshed(2, 900));
  });

  test('the former token gives the present one for a moment', () => {
    given(sessions, started, refreshed(1, 600)).when(showing(0, 625)).nothing();
  });

  test('a used token that comes back later ends the session', () => {
    given(sessions, started, refreshed(1, 600)).when(showing(0, 631)).then(ended('token-reused'));
    given(sessions, started, refreshed(1, 600), refreshed(2, 601)).when(showing(0, 602)).then(ended('token-reused'));
  });

  test('an ended or expired session, and a number that was never given, are refused', () => {
    given(sessions, started, ended('signed-out')).when(showing(0, 1)).refused('session-ended');
    given(sessions, started)
      .when(showing(0, SESSION_MS / 1000))
      .refused('session-ended');
    given(sessions, started).when(showing(1, 1)).refused('session-ended');
    given(sessions).when(showing(0, 1)).refused('session-ended');
  });
});
