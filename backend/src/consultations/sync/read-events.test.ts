import { describe, expect, test } from 'vitest';
import { Effort, readEvents } from './read-events.ts';

const WINDOW = { start: Date.parse('2027-03-01T00:00:00Z'), end: Date.parse('2027-05-01T00:00:00Z') };
const KYIV = 'Europe/Kyiv';
const file = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...lines, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:u', 'DTSTAMP:20270101T000000Z', ...lines, 'END:VEVENT'];
const times = async (text: string, zone = KYIV) =>
  (await readEvents(text, WINDOW, zone)).map(({ span }) => [new Date(span.start).toISOString(), new Date(span.end).toISOString()]);

test('a time in UTC, and one in a zone of the world without its rules in the file', async () => {
  expect(await times(file(...event('DTSTART:20270310T100000Z', 'DTEND:20270310T113000Z')))).toEqual([
    ['2027-03-10T10:00:00.000Z', '2027-03-10T11:30:00.000Z'],
  ]);
  expect(await times(file(...event('DTSTART;TZID=America/New_York:20270310T100000', 'DURATION:PT45M')))).toEqual([
    ['2027-03-10T15:00:00.000Z', '2027-03-10T15:45:00.000Z'],
  ]);
});

test('whole days are days of the owner, also that on which the clocks are put forward', async () => {
  expect(await times(file(...event('DTSTART;VALUE=DATE:20270328', 'DTEND;VALUE=DATE:20270329')))).toEqual([
    ['2027-03-27T22:00:00.000Z', '2027-03-28T21:00:00.000Z'],
  ]);
  expect(await times(file(...event('DTSTART;VALUE=DATE:20270310')), 'America/New_York')).toEqual([
    ['2027-03-10T05:00:00.000Z', '2027-03-11T05:00:00.000Z'],
  ]);
});

test('a time without a zone is the owner’s', async () => {
  expect(await times(file(...event('DTSTART:20270310T100000', 'DTEND:20270310T110000')))).toEqual([
    ['2027-03-10T08:00:00.000Z', '2027-03-10T09:00:00.000Z'],
  ]);
});

test('what is called off or takes no time takes none', async () => {
  const at = ['DTSTART:20270310T100000Z', 'DTEND:20270310T110000Z'];
  expect(await times(file(...event(...at, 'STATUS:CANCELLED')))).toEqual([]);
  expect(await times(file(...event(...at, 'TRANSP:TRANSPARENT')))).toEqual([]);
  expect(await times(file(...event('DTSTART:20270310T100000Z')))).toEqual([]);
});

describe('what repeats', () => {
  const weekly = ['DTSTART;TZID=Europe/Kyiv:20270301T090000', 'DTEND;TZID=Europe/Kyiv:20270301T100000', 'RRULE:FREQ=WEEKLY'];

  test('comes at the same time of day on both sides of a change of clocks', async () => {
    const starts = (await times(file(...event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=6'.replace('RRULE', 'X-NONE'))))).map(([start]) => start);
    expect(starts.slice(2, 6)).toEqual([
      '2027-03-15T07:00:00.000Z',
      '2027-03-22T07:00:00.000Z',
      '2027-03-29T06:00:00.000Z',
      '2027-04-05T06:00:00.000Z',
    ]);
    expect(starts).toHaveLength(9);
  });

  test('leaves out what is left out, and has what was moved where it was moved to', async () => {
    const moved = event(
      'RECURRENCE-ID;TZID=Europe/Kyiv:20270315T090000',
      'DTSTART;TZID=Europe/Kyiv:20270316T140000',
      'DTEND;TZID=Europe/Kyiv:20270316T150000',
    );
    const off = event(
      'RECURRENCE-ID;TZID=Europe/Kyiv:20270322T090000',
      'DTSTART;TZID=Europe/Kyiv:20270322T090000',
      'DTEND;TZID=Europe/Kyiv:20270322T100000',
      'STATUS:CANCELLED',
    );
    const text = file(...event(...weekly, 'EXDATE;TZID=Europe/Kyiv:20270308T090000'), ...moved, ...off);
    const starts = (await times(text)).map(([start]) => start).toSorted();
    expect(starts.slice(0, 3)).toEqual(['2027-03-01T07:00:00.000Z', '2027-03-16T12:00:00.000Z', '2027-03-29T06:00:00.000Z']);
  });

  test('and began long ago is seen where it is now', async () => {
    const daily = event('DTSTART:20100101T120000Z', 'DTEND:20100101T123000Z', 'RRULE:FREQ=DAILY');
    expect(await times(file(...daily))).toHaveLength(61);
  });
});

test('a zone that only the file knows is read by the rules in it', async () => {
  const zone = [
    'BEGIN:VTIMEZONE',
    'TZID:Our own',
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    'TZOFFSETFROM:+0300',
    'TZOFFSETTO:+0300',
    'END:STANDARD',
    'END:VTIMEZONE',
  ];
  const text = file(...zone, ...event('DTSTART;TZID=Our own:20270310T100000', 'DTEND;TZID=Our own:20270310T110000'));
  expect(await times(text)).toEqual([['2027-03-10T07:00:00.000Z', '2027-03-10T08:00:00.000Z']]);
});

test('what is no calendar is none', async () => {
  await expect(readEvents('<html>', WINDOW, KYIV)).rejects.toThrow('invalid');
});

test('whoever writes a calendar does not decide how long it is read: others have their turn, and there is an end', async () => {
  const endless = ['DTSTART:20200101T000000Z', 'DTEND:20200101T000001Z', 'RRULE:FREQ=SECONDLY'];
  let turns = 0;
  let waiting = setImmediate(function again() {
    turns += 1;
    waiting = setImmediate(again);
  });
  const reading = readEvents(file(...Array.from({ length: 20 }, () => event(...endless)).flat()), WINDOW, KYIV, new Effort(3000));
  await expect(reading).rejects.toThrow('more times than are read');
  clearImmediate(waiting);
  expect(turns).toBeGreaterThan(10);
});
