import { describe, expect, test } from 'vitest';
import {
  attendanceMark,
  countedMinutes,
  settledAt,
  staysAsOf,
  type AttendanceGrading,
  type Presence,
  type Sitting,
  type Stay,
} from './attendance.ts';

/** The instant so many minutes after the planned beginning. */
const at = (minutes: number): string => new Date(Date.parse('2027-03-01T10:00:00Z') + minutes * 60_000).toISOString();
const stay = (from: number, to: number | null = null) => ({ from: at(from), to: to === null ? null : at(to) });
/** A room that closes does so for good. */
const sitting = (...openings: Stay[]): Sitting => ({
  start: at(0),
  end: at(60),
  openings: openings.map((one) => ({ ...one, ended: one.to !== null })),
});
const emptied = (from: number, to: number) => ({ ...stay(from, to), ended: false });
const held = sitting(stay(-20, 60));
const grading: AttendanceGrading = { maxScore: 10, fullFrom: null };
const member = { since: at(-1000), until: null };
const there = (...stays: Presence['stays'][number][]): Presence => ({ role: 'attendee', stays });

interface Case {
  readonly in?: Sitting;
  readonly by?: Presence | null;
  readonly rule?: AttendanceGrading;
  readonly who?: typeof member | { since: string | null; until: string | null };
  readonly now?: number;
}
const score = ({ in: of = held, by = null, rule = grading, who = member, now = 1000 }: Case) =>
  attendanceMark(rule, of, by, who, at(now))?.score ?? null;

describe('the mark is the share of the minutes that count', () => {
  test.each<[string, Case, number | null]>([
    ['all of the time', { by: there(stay(0, 60)) }, 10],
    ['half of it', { by: there(stay(30, 60)) }, 5],
    ['left and came back', { by: there(stay(0, 15), stay(45, 60)) }, 5],
    ['joined before the start: only what is after it', { by: there(stay(-15, 30)) }, 5],
    ['stayed after the end: only what is before it', { in: sitting(stay(0, 90)), by: there(stay(30, 90)) }, 5],
    ['never left by any fact: until the planned end', { in: sitting(stay(0)), by: there(stay(30)) }, 5],
    ['was there before the start alone', { by: there(stay(-20, -5)) }, 0],
    ['came after the end alone', { in: sitting(stay(0, 90)), by: there(stay(61, 80)) }, 0],
    ['was not there', {}, 0],
    ['who hosts has no mark', { by: { role: 'host', stays: [stay(0, 60)] } }, null],
    ['who was made a co-host has one', { by: { role: 'co-host', stays: [stay(0, 60)] } }, 10],
  ])('%s', (_, given, expected) => expect(score(given)).toBe(expected));
});

describe('the minutes that count are those of the plan in which the room was open', () => {
  test('a host who is late or ends early takes nothing from anybody', () => {
    expect(score({ in: sitting(stay(10, 50)), by: there(stay(10, 50)) })).toBe(10);
    expect(score({ in: sitting(stay(10, 50)), by: there(stay(10, 30)) })).toBe(5);
  });
  test('nor does a time in which the room was closed', () => {
    const twice = sitting(stay(0, 20), stay(40, 60));
    expect(countedMinutes(twice, [stay(0, 20), stay(50, 60)])).toEqual({ of: 40, there: 30 });
    expect(score({ in: twice, by: there(stay(0, 20), stay(50, 60)) })).toBe(7.5);
  });
  test('where none counts there is no mark: not opened, opened too early or too late, for no time', () => {
    for (const none of [sitting(), sitting(stay(-20, -5)), sitting(stay(60, 90)), sitting(stay(5, 5)), { ...held, end: at(0) }]) {
      expect(settledAt(none)).toBeNull();
      expect(score({ in: none, by: there(stay(-20, 90)) })).toBeNull();
    }
  });
});

describe('the mark stands', () => {
  test('when the room closes', () => {
    const closed = sitting(stay(0, 45));
    expect(attendanceMark(grading, closed, there(stay(0, 45)), member, at(44))).toBeNull();
    expect(attendanceMark(grading, closed, there(stay(0, 45)), member, at(45))).toEqual({ score: 10, at: at(45) });
  });
  test('at the planned end where the room only stood empty: it may open again', () => {
    const alone = { ...sitting(), openings: [emptied(0, 20)] };
    expect(settledAt(alone)).toBe(at(60));
    expect(score({ in: alone, by: there(stay(0, 10)), now: 59 })).toBeNull();
    expect(score({ in: alone, by: there(stay(0, 10)), now: 60 })).toBe(5);
    expect(score({ in: { ...alone, openings: [emptied(0, 20), { ...stay(30, 50), ended: true }] }, by: there(stay(0, 20)), now: 50 })).toBe(
      5,
    );
  });
  test('at the planned end of a room that never closed', () => {
    expect(score({ in: sitting(stay(0)), by: there(stay(0)), now: 59 })).toBeNull();
    expect(score({ in: sitting(stay(0)), by: there(stay(0)), now: 60 })).toBe(10);
  });
  test('not yet while a room that closed is open again; what opens after the end changes nothing', () => {
    expect(score({ in: sitting(stay(0, 20), stay(30)), by: there(stay(0, 20)), now: 40 })).toBeNull();
    expect(settledAt(sitting(stay(0, 50), stay(70)))).toBe(at(50));
  });
});

describe('all points from a share on', () => {
  const rule = { maxScore: 10, fullFrom: 80 };
  test.each([
    [48, 10],
    [47, 7.8333333],
    [60, 10],
    [0, 0],
  ])('%i of 60 minutes are %d', (minutes, expected) => expect(score({ rule, by: there(stay(0, minutes)) })).toBe(expected));
});

describe('who was not there', () => {
  test('has nothing where they were not in the course from its beginning to its end', () => {
    expect(score({ who: { since: at(1), until: null } })).toBeNull();
    expect(score({ who: { since: null, until: null } })).toBeNull();
    expect(score({ who: { since: at(-10), until: at(30) } })).toBeNull();
    expect(score({ who: { since: at(-10), until: at(70) } })).toBe(0);
  });
  test('who was there has a mark in any case', () =>
    expect(score({ who: { since: at(20), until: null }, by: there(stay(30, 60)) })).toBe(5));
});

test('times as they stood then: begun and not ended', () => {
  const stays = [stay(0, 10), stay(20, 30), stay(40)];
  expect(staysAsOf(stays, at(25))).toEqual([stay(0, 10), stay(20)]);
  expect(staysAsOf(stays, at(50))).toEqual(stays);
  expect(staysAsOf(stays, at(-1))).toEqual([]);
});
