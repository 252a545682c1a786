import type { Fact } from '../../fact.ts';
import type { Id } from '../../values.ts';
import type { CalendarKind, SyncProblem } from './requests.ts';

/**
 * Facts of a person's other calendar: stream `connection-ID`. `address` is that of the calendar itself, `secret` an app password, or with
 * Google a refresh token; both are encrypted with the person's key, and no read model has them. That it was looked at is no fact: only that
 * it could not be, and that it can again.
 */
export type ConnectionEvent =
  | Fact<
      'consultations.CalendarConnected.v1',
      { connectionId: Id; personId: Id; kind: CalendarKind; name: string; address: string; username: string; secret: string }
    >
  | Fact<'consultations.CalendarDisconnected.v1', { connectionId: Id; personId: Id }>
  | Fact<'consultations.SyncFailed.v1', { connectionId: Id; personId: Id; problem: SyncProblem }>
  | Fact<'consultations.SyncRecovered.v1', { connectionId: Id; personId: Id }>;
