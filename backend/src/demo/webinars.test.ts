import { ScheduleWebinarRequest } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { firstTry } from '../deciding/context.ts';
import { doingsOf, type Meeting } from './meeting.ts';
import { INSTRUCTORS } from './people.ts';
import { DAY, DAYS, MINUTE } from './timeline.ts';
import { WEBINARS } from './webinars.ts';

const NOW = DAYS * DAY;
const meeting = (guests: readonly number[], from: number): Meeting => ({
  webinarId: '01970000-0000-7000-8000-000000000001',
  hostId: 'host',
  guests: new Map(guests.map((number) => [number, `guest ${number}`])),
  from,
  contextOf: ({ personId }) => firstTry(personId, '2027-03-01T10:00:00.000Z'),
});

test('each is one that can be planned', () => {
  for (const { title, summary, host, kind, registration, seats, minutes, speakers = [], programme } of WEBINARS) {
    const end = new Date(Date.parse('2027-03-01T10:00:00.000Z') + minutes * MINUTE).toISOString();
    const times = { start: '2027-03-01T10:00:00.000Z', end };
    const who = speakers.map((speaker) => (typeof speaker === 'number' ? { name: INSTRUCTORS[speaker]!.name } : speaker));
    const plan = { title, summary, kind, registration, ...times, seats: seats ?? null, speakers: who, programme };
    expect([title, ScheduleWebinarRequest.safeParse(plan).error]).toEqual([title, undefined]);
    expect(INSTRUCTORS[host]).toBeDefined();
  }
});

test('some are over, one goes on now, some are to come; at one people wait, at one they are asked', () => {
  const days = WEBINARS.map(({ day }) => day ?? 0);
  expect([-1, 0, 1].map((sign) => days.filter((day) => Math.sign(day) === sign).length)).toEqual([3, 1, 5]);
  expect(WEBINARS.filter(({ seats = Infinity, guests }) => guests.length > seats)).toHaveLength(1);
  for (const { registration, accepted = [], refused = [], guests } of WEBINARS) {
    expect([...accepted, ...refused].length > 0).toBe(registration === 'approval');
    expect(guests).toEqual(expect.arrayContaining([...accepted, ...refused]));
  }
});

test('who was there had registered, what happened did so in its order, and nothing of it is of the future', () => {
  for (const webinar of WEBINARS) {
    const { room, guests, day } = webinar;
    if (!room) continue;
    const doings = doingsOf(webinar, room, meeting(guests, day === null ? NOW : 0));
    const times = doings.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(doings.every(({ personId }) => personId !== '')).toBe(true);
    expect(day !== null || Math.max(...times) < NOW).toBe(true);
    expect(new Set(doings.map(({ name }) => name)).size).toBe(doings.length);
  }
});
