import { EMPTY_CALENDAR, evolveCalendar, type CalendarEvent, type ConnectionEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { decide as connect } from './connect-calendar.ts';
import { connections } from './connection.ts';
import { decide as disconnect } from './disconnect-calendar.ts';
import { decide as note } from './note-sync.ts';
import { decide as setBusy } from './set-busy-times.ts';

const of = { connectionId: 'c', personId: 'ann' };
const calendar = { kind: 'caldav' as const, name: 'Work', address: 'https://dav.example.org/w/', username: 'ann', secret: 'word' };
const connected: ConnectionEvent = { type: 'consultations.CalendarConnected.v1', data: { ...of, ...calendar } };
const failed: ConnectionEvent = { type: 'consultations.SyncFailed.v1', data: { ...of, problem: 'unreachable' } };

test('so many calendars, and no more', () => {
  given(connections)
    .when((connection) => connect(connection, of, calendar, 4))
    .then(connected);
  given(connections)
    .when((connection) => connect(connection, of, calendar, 5))
    .refused('too-many-calendars');
  given(connections, connected)
    .when((connection) => connect(connection, of, calendar, 5))
    .nothing();
});

test('only who connected it takes it out', () => {
  given(connections, connected)
    .when((connection) => disconnect(connection, 'c', 'ann'))
    .then({ type: 'consultations.CalendarDisconnected.v1', data: of });
  given(connections, connected)
    .when((connection) => disconnect(connection, 'c', 'eve'))
    .refused('connection-not-found');
});

test('that it fails is said once, and that it works again', () => {
  given(connections, connected)
    .when((connection) => note(connection, 'c', 'unreachable'))
    .then(failed);
  given(connections, connected, failed)
    .when((connection) => note(connection, 'c', 'unreachable'))
    .nothing();
  given(connections, connected, failed)
    .when((connection) => note(connection, 'c', null))
    .then({ type: 'consultations.SyncRecovered.v1', data: of });
  given(connections, connected)
    .when((connection) => note(connection, 'c', null))
    .nothing();
});

test('times that are as they were are no fact', () => {
  const busy = [{ start: '2027-01-04T09:00:00.000Z', end: '2027-01-04T10:00:00.000Z' }];
  const data = { instructorId: 'inge', connectionId: 'c', busy };
  const fact: CalendarEvent = { type: 'consultations.BusyTimesSet.v1', data };
  expect(setBusy(EMPTY_CALENDAR, data)).toEqual({ outcome: 'accept', facts: [fact] });
  const after = evolveCalendar(EMPTY_CALENDAR, fact);
  expect(setBusy(after, data)).toEqual({ outcome: 'nothing' });
  expect(setBusy(after, { ...data, busy: [] })).toMatchObject({ outcome: 'accept' });
});
