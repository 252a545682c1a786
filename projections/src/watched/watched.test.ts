import type { AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { id, recorded, rowsOf } from '../testing/history.ts';
import { watched } from './projection.ts';

const [room, ann] = [id(1), id(2)];
const came: AcademyEvent = {
  type: 'webinars.ParticipantJoined.v1',
  data: { roomId: room, personId: ann, role: 'attendee', connectionId: id(6) },
};
const went: AcademyEvent = { type: 'webinars.ParticipantLeft.v1', data: { roomId: room, personId: ann, why: 'left' } };
const rows = (...facts: readonly (readonly [AcademyEvent, string])[]) => [
  ...rowsOf(
    watched,
    facts.map(([fact, at], n) => recorded(fact, n, at)),
  ).values(),
];

test('a stay counts once, on the days that it lasted', () => {
  const [row] = rows(
    [came, '2026-03-02T23:00:00.000Z'],
    [came, '2026-03-02T23:30:00.000Z'],
    [went, '2026-03-03T00:15:00.000Z'],
    [went, '2026-03-03T00:20:00.000Z'],
  );
  expect(row).toMatchObject({ here: {}, seconds: { '2026-03-02': 3600, '2026-03-03': 900 }, first: '2026-03-02', last: '2026-03-03' });
});

test('who is there still is known since when', () =>
  expect(rows([came, '2026-03-02T23:00:00.000Z'])[0]).toMatchObject({ here: { [ann]: '2026-03-02T23:00:00.000Z' }, seconds: {} }));
