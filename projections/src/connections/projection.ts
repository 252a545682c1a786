import type { CalendarKind, Id, Instant, SyncProblem } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** A person's other calendar, without what it is reached by. One that was disconnected stays as a row that says so. */
export interface ConnectionRow {
  readonly connectionId: Id;
  readonly personId: Id;
  readonly kind: CalendarKind;
  /** Null once the person is forgotten. */
  readonly name: string | null;
  readonly connected: boolean;
  readonly connectedAt: Instant;
  readonly problem: { readonly code: SyncProblem; readonly since: Instant } | null;
}

const FROM = [
  'consultations.CalendarConnected.v1',
  'consultations.CalendarDisconnected.v1',
  'consultations.SyncFailed.v1',
  'consultations.SyncRecovered.v1',
] as const;

export const connections = projection<ConnectionRow, (typeof FROM)[number]>({
  name: 'connections',
  version: 1,
  from: FROM,
  first: ['consultations.CalendarConnected.v1'],
  key: ({ data }) => data.connectionId,
  fold: (row, fact) => {
    switch (fact.type) {
      case 'consultations.CalendarConnected.v1': {
        const { connectionId, personId, kind, name } = fact.data;
        return { connectionId, personId, kind, name, connected: true, connectedAt: fact.metadata.at, problem: null };
      }
      case 'consultations.CalendarDisconnected.v1':
        return row && { ...row, connected: false, problem: null };
      case 'consultations.SyncFailed.v1':
        return row && { ...row, problem: { code: fact.data.problem, since: fact.metadata.at } };
      case 'consultations.SyncRecovered.v1':
        return row && { ...row, problem: null };
    }
  },
  indexes: [
    { personId: 1, connected: 1 },
    { connected: 1, _id: 1 },
    { personId: 1, position: 1 },
  ],
  rooms: { person: 'personId' },
  views: (row) => [{ room: `person:${row.personId}`, audience: 'member', row }],
});
