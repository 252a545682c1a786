import { expect, test } from 'vitest';
import { Availability } from '../availability.ts';
import { hoursWithin } from './hours.ts';
import { dateAt, MINUTE, momentOf, timeAt } from './moments.ts';

/** All that is tried here is two years long and has both changes of the clocks twice, wherever there are any. */
const FROM = Date.parse('2027-01-01T00:00:00Z');
const TO = Date.parse('2029-01-01T00:00:00Z');
const DAY = 24 * 60 * MINUTE;
const ZONES = Intl.supportedValuesOf('timeZone');

/** The clock of a zone by `Intl`, which is not what the schedule is computed with. */
const clockOf = (zone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (moment: number) => format.format(moment).split(' ') as [date: string, time: string];
};

const open = (timeZone: string, start: string, end: string, interval: number) =>
  Availability.parse({ timeZone, weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start, end })), lengths: [interval] });

/** The days of a zone on which its clocks are changed: their beginnings, in UTC. */
function changes(zone: string): number[] {
  const clock = clockOf(zone);
  const offset = (moment: number) => Date.parse(`${clock(moment).join('T')}Z`) - moment;
  const days = Array.from({ length: (TO - FROM) / DAY }, (_, i) => FROM + i * DAY);
  return days.filter((day) => offset(day) !== offset(day + DAY));
}

/** Four hundred zones take a while on a busy machine. */
const PATIENCE = 120_000;

test(
  'whoever is there day and night has a slot every hour of two years, in every zone: none vanishes, none doubles',
  { timeout: PATIENCE },
  () => {
    const hours = (TO - FROM) / (60 * MINUTE);
    const wrong = ZONES.filter((zone) => {
      const { open: there, starts } = hoursWithin(open(zone, '00:00', '24:00', 60), { start: FROM, end: TO });
      // Where a change is of half an hour the hours of that day begin at other minutes.
      return there.length !== 1 || Math.abs(starts.length - hours) > 8 || new Set(starts).size !== starts.length;
    });
    expect(wrong).toEqual([]);
  },
);

test(
  'on the days of a change, in every zone, the slots are exactly the quarters of an hour, and their clock is right',
  { timeout: PATIENCE },
  () => {
    const days = ZONES.flatMap((zone) => changes(zone).map((day) => ({ zone, day })));
    expect(days.length).toBeGreaterThan(300);
    const wrong = days.filter(({ zone, day }) => {
      const window = { start: day - DAY, end: day + 2 * DAY };
      const { starts } = hoursWithin(open(zone, '00:00', '24:00', 15), window);
      const clock = clockOf(zone);
      const isAt = (start: number, i: number) => start === window.start + i * 15 * MINUTE;
      const isShown = (start: number) => `${dateAt(start, zone)} ${timeAt(start, zone)}` === clock(start).join(' ');
      return starts.length !== (3 * DAY) / (15 * MINUTE) || !starts.every(isAt) || !starts.slice(0, 12).every(isShown);
    });
    expect(wrong).toEqual([]);
  },
);

test('hours that part a day in three part its time in three, whatever its clocks do', { timeout: PATIENCE }, () => {
  const parts = [
    ['01:00', '02:30'],
    ['00:30', '03:00'],
    ['02:00', '23:30'],
  ] as const;
  const wrong = ZONES.flatMap((zone) =>
    [...changes(zone), FROM + 100 * DAY].map((day) => ({ zone, date: dateAt(day + DAY / 2, zone) })),
  ).filter(({ zone, date }) =>
    parts.some(([first, second]) => {
      const marks = ['00:00', first, second, '24:00'].map((time) => momentOf(date, time, zone));
      return marks.some((mark, i) => i > 0 && mark < marks[i - 1]!);
    }),
  );
  expect(wrong).toEqual([]);
});

test.each([
  // Put forward at 02:00: the hours are one less, and what begins in the lost hour begins when it is over.
  ['Europe/Berlin', '2027-03-28', '00:30', '05:30', 4],
  ['Europe/Berlin', '2027-03-28', '02:30', '05:00', 2],
  ['Europe/Berlin', '2027-03-28', '02:00', '03:00', 0],
  // Put back at 03:00: the hours are one more where they hold the repeated hour, and it belongs to one side only where they are parted in it.
  ['Europe/Berlin', '2027-10-31', '00:30', '05:30', 6],
  ['Europe/Berlin', '2027-10-31', '02:00', '03:00', 2],
  ['Europe/Berlin', '2027-10-31', '00:30', '02:00', 1.5],
  ['America/New_York', '2027-03-14', '01:00', '04:00', 2],
  ['America/New_York', '2027-11-07', '01:00', '04:00', 4],
  // Half an hour, at midnight, and not at all.
  ['Australia/Lord_Howe', '2027-10-03', '01:00', '04:00', 2.5],
  ['Africa/Cairo', '2027-04-30', '00:00', '02:00', 1],
  ['Asia/Kathmandu', '2027-03-28', '01:00', '04:00', 3],
])('%s, %s, %s–%s: %s hours', (zone, date, start, end, hours) => {
  expect((momentOf(date, end, zone) - momentOf(date, start, zone)) / (60 * MINUTE)).toBe(hours);
});
