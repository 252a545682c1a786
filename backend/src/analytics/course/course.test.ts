import { describe, expect, test } from 'vitest';
import { DEFAULT_COURSE_ANALYTICS, type CourseAnalyticsSettings } from '@lyceum/contracts';
import type { Existing } from '../../courses/course.ts';
import { given } from '../../deciding/given.ts';
import { dateOf, dayOf, mondayOf, weekOf } from './days.ts';
import { decide } from './set-course-settings.ts';
import { courseSettings } from './settings.ts';
import { countedParts, expectedBy, standingsOf } from './standing.ts';
import { streakOf } from './streak.ts';
import { cohortOf, did, member, part, step } from './testing.ts';

describe('days and weeks', () => {
  test('weeks begin on the first day of the course, and on Mondays where it has none', () => {
    const tuesday = dayOf('2013-10-01');
    expect(dateOf(weekOf(tuesday, dayOf('2013-10-07')))).toBe('2013-10-01');
    expect(dateOf(weekOf(tuesday, dayOf('2013-09-30')))).toBe('2013-09-24');
    expect(dateOf(mondayOf(tuesday))).toBe('2013-09-30');
    expect(dateOf(mondayOf(dayOf('2013-10-06')))).toBe('2013-09-30');
  });
});

describe('how people stand', () => {
  const cohort = cohortOf(
    [part('one', { weight: 1 }), part('two', { weight: 3 }), part('never', { weight: 4 })],
    [
      member('all', { doings: [did(2), did(9)], steps: [[step(2, 1)], [step(9, 0.5, true)]] }),
      member('half', { doings: [did(2)], steps: [[step(2, 1)]] }),
      member('gone', { until: 5, doings: [did(1, { used: 4, minutes: 30 })] }),
      member('later', { since: 20 }),
    ],
  );
  const at = (day: number, ended = false) =>
    Object.fromEntries(standingsOf(cohort, { day, ended, passMark: 40 }).all.map((one) => [one.member.personId, one]));

  test('as of a day, nothing after it counts', () => {
    expect(at(4)['gone']).toMatchObject({ present: true, used: 4, minutes: 30 });
    expect(at(5)['gone']).toMatchObject({ present: false });
    expect(at(4)['all']).toMatchObject({ in: 1, late: 0, mean: 1, days: 1, last: 2 });
    expect(at(9)['all']).toMatchObject({ in: 2, late: 1, mean: 0.625, days: 2, last: 9 });
    expect(at(9)['later']).toBeUndefined();
  });

  test('stages: in the course, did anything, did so in the last week, has passed the whole', () => {
    expect([...at(9)['all']!.stages]).toEqual(['enrolled', 'started', 'active']);
    expect([...at(15)['half']!.stages]).toEqual(['enrolled', 'started']);
    // A part in which nobody was graded counts until the course has ended.
    expect(at(15)['all']!.mark).toBeCloseTo(2.5 / 8);
    expect(at(15, true)['all']!.mark).toBeCloseTo(2.5 / 4);
    expect([...at(30, true)['all']!.stages]).toEqual(['enrolled', 'started', 'completed']);
    expect(countedParts(cohort, true)).toEqual([true, true, false]);
  });

  test('a part is expected from the day on which half of those present have it', () => {
    expect(expectedBy(cohort, 1)).toEqual([false, false, false]);
    expect(expectedBy(cohort, 2)).toEqual([true, false, false]);
    expect(expectedBy(cohort, 9)).toEqual([true, true, false]);
    expect(at(9)['half']).toMatchObject({ missing: 1 });
  });
});

describe('a streak', () => {
  const month = (days: Record<string, number[]>) => [{ personId: 'p', month: '2026-03', days }];
  const now = Date.parse('2026-03-12T08:00:00Z');

  test('goes on until yesterday, and weeks until the last', () => {
    const days = { '2026-03-11': [40], '2026-03-10': [40], '2026-03-08': [40] };
    expect(streakOf(month(days), 'UTC', now)).toEqual({ days: 2, weeks: 2, today: false });
    expect(streakOf(month({ ...days, '2026-03-12': [20] }), 'UTC', now)).toEqual({ days: 3, weeks: 2, today: true });
    expect(streakOf(month({ '2026-03-09': [40] }), 'UTC', now)).toEqual({ days: 0, weeks: 1, today: false });
    expect(streakOf([], 'UTC', now)).toEqual({ days: 0, weeks: 0, today: false });
  });

  test('goes by the days of the zone', () => {
    // A quarter to midnight in UTC is the next day in Kyiv, and the same in New York.
    const days = { '2026-03-10': [95], '2026-03-11': [95] };
    expect(streakOf(month(days), 'Europe/Kyiv', now)).toMatchObject({ days: 2, today: true });
    expect(streakOf(month(days), 'UTC', now)).toMatchObject({ days: 2, today: false });
    expect(streakOf(month({ '2026-03-11': [0] }), 'America/New_York', now)).toMatchObject({ days: 0, today: false });
  });
});

describe('what the analytics of a course go by', () => {
  const names = { courseId: 'c', instructorId: 'i', title: 'T', summary: '' };
  const course: Existing = { phase: 'published', opened: true, ...names, seats: null, lessons: [] };
  const instructor = { personId: 'i', roles: ['instructor'] as const };
  const settings: CourseAnalyticsSettings = { begins: '2026-03-02', ends: '2026-06-01', passMark: 50, comparison: true };
  const wanted = (more: Partial<CourseAnalyticsSettings> = {}, who = instructor) => ({
    who: { ...who, roles: [...who.roles] },
    courseId: 'c',
    settings: { ...settings, ...more },
  });
  const set = { type: 'analytics.CourseSettingsSet.v1', data: { courseId: 'c', settings } } as const;

  test('is set by the staff of the course, once', () => {
    expect(courseSettings.initial).toBe(DEFAULT_COURSE_ANALYTICS);
    given(courseSettings)
      .when((current) => decide(current, course, wanted()))
      .then(set);
    given(courseSettings, set)
      .when((current) => decide(current, course, wanted()))
      .nothing();
  });
  test('is refused to others, and where the end lies before the beginning', () => {
    given(courseSettings)
      .when((current) => decide(current, course, wanted({}, { ...instructor, personId: 'x' })))
      .refused('not-allowed');
    given(courseSettings)
      .when((current) => decide(current, course, wanted({ ends: '2026-03-01' })))
      .refused('invalid-input');
  });
});
