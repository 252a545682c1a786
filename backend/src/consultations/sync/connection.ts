import type { CalendarKind, ConnectionEvent, Id, SyncProblem } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';

/** A person's other calendar, with what it is reached by; null where that is forgotten. */
export interface Connected {
  readonly phase: 'connected';
  readonly connectionId: Id;
  readonly personId: Id;
  readonly kind: CalendarKind;
  readonly address: string | null;
  readonly username: string | null;
  readonly secret: string | null;
  readonly problem: SyncProblem | null;
}
export type Connection = { readonly phase: 'none' | 'disconnected' } | Connected;

/** `connection-ID`: one calendar that somebody keeps elsewhere. Its states hold secrets: they are kept in no snapshot. */
export const connections: Decider<Connection, ConnectionEvent> = {
  stream: (connectionId) => `connection-${connectionId}`,
  initial: { phase: 'none' },
  evolve: (connection, { type, data }) => {
    if (type === 'consultations.CalendarConnected.v1') {
      const { name: _, ...connected } = data;
      return { phase: 'connected', ...connected, problem: null };
    }
    if (type === 'consultations.CalendarDisconnected.v1') return { phase: 'disconnected' };
    if (connection.phase !== 'connected') return connection;
    return { ...connection, problem: type === 'consultations.SyncFailed.v1' ? data.problem : null };
  },
};
