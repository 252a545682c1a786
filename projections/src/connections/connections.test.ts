import type { AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { connections } from './projection.ts';

const of = { connectionId: id(1), personId: id(2) };
const connected: AcademyEvent = {
  type: 'consultations.CalendarConnected.v1',
  data: { ...of, kind: 'caldav', name: 'Work', address: 'https://dav.example.org/work/', username: 'ann', secret: 'app-password' },
};
const failed: AcademyEvent = { type: 'consultations.SyncFailed.v1', data: { ...of, problem: 'unreachable' } };
const recovered: AcademyEvent = { type: 'consultations.SyncRecovered.v1', data: of };
const disconnected: AcademyEvent = { type: 'consultations.CalendarDisconnected.v1', data: of };
const rowAfter = (...facts: AcademyEvent[]) => rowsOf(connections, history(...facts)).get(of.connectionId)!;

test('nothing that a calendar is reached by is in its row', () => {
  const row = rowAfter(connected);
  expect(row).toEqual({ ...of, kind: 'caldav', name: 'Work', connected: true, connectedAt: at(0), problem: null });
  expect(connections.views(row).map(({ room }) => room)).toEqual([`person:${of.personId}`]);
});

test('a problem is there until it is over', () => {
  expect(rowAfter(connected, failed).problem).toEqual({ code: 'unreachable', since: at(1) });
  expect(rowAfter(connected, failed, recovered).problem).toBeNull();
  expect(rowAfter(connected, failed, disconnected)).toMatchObject({ connected: false, problem: null });
});
