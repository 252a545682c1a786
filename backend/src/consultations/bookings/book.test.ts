import type { BookRequest, Calendar } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { calendars } from '../calendar/calendar.ts';
import { decide } from './book.ts';
import { ANN, at, available, BEN, cancelled, confirmed, deciding, expired, held, INGE, NOW, requested, slotOpened } from './testing.ts';

const request = (start: string, more: Partial<BookRequest> = {}): BookRequest => ({ start, length: 30, hold: false, note: '', ...more });
const book =
  (start: string, more: Partial<BookRequest> = {}, who = ANN, dec = deciding()) =>
  (calendar: Calendar) =>
    decide(calendar, who, request(start, more), dec);

const EUROS = { amount: 4000, currency: 'EUR' };

describe('booking', () => {
  test('a free time is confirmed at once', () => {
    given(calendars, available())
      .when(book(at(3, '09:30')))
      .then(held('booking 0', ANN, at(3, '09:30')), confirmed('booking 0', ANN));
  });

  test('with a hold it is kept for ten minutes', () => {
    given(calendars, available())
      .when(book(at(3, '09:30'), { hold: true }))
      .then(held('booking 0', ANN, at(3, '09:30'), { expires: at(1, '12:10') }));
  });

  test('with a price it is kept until it is paid: half an hour costs half', () => {
    given(calendars, available())
      .when(book(at(3, '09:30'), {}, ANN, deciding(NOW, EUROS)))
      .then(held('booking 0', ANN, at(3, '09:30'), { expires: at(1, '12:10'), price: { amount: 2000, currency: 'EUR' } }));
  });

  test('what costs less than the smallest coin is free', () => {
    given(calendars, available())
      .when(book(at(3, '09:30'), {}, ANN, deciding(NOW, { amount: 0, currency: 'EUR' })))
      .then(held('booking 0', ANN, at(3, '09:30')), confirmed('booking 0', ANN));
    given(calendars, available({ lengths: [20] }))
      .when(book(at(3, '09:20'), { length: 20 }, ANN, deciding(NOW, { amount: 1, currency: 'EUR' })))
      .then(held('booking 0', ANN, at(3, '09:20'), { length: 20 }), confirmed('booking 0', ANN));
  });

  test('where the instructor wants to be asked it is a request', () => {
    given(calendars, available({ approval: true }))
      .when(book(at(3, '09:30')))
      .then(held('booking 0', ANN, at(3, '09:30')), requested('booking 0', ANN));
  });

  test('takes the buffers and the terms of the day with it', () => {
    const cancellation = { freeUntil: 60, lateRefund: 50 };
    given(calendars, available({ bufferBefore: 5, bufferAfter: 10, cancellation }))
      .when(book(at(3, '10:00')))
      .then(held('booking 0', ANN, at(3, '10:00'), { before: 5, after: 10, cancellation }), confirmed('booking 0', ANN));
  });

  test('a hold that is over makes room, and says so', () => {
    given(calendars, available(), held('old', BEN, at(3, '09:30'), { expires: at(1, '11:59') }))
      .when(book(at(3, '09:30')))
      .then(expired('old', BEN), held('booking 0', ANN, at(3, '09:30')), confirmed('booking 0', ANN));
  });

  test('a slot opened by hand has the pauses that it was opened with', () => {
    const pauses = { before: 5, after: 15 };
    given(calendars, available({ bufferBefore: 30, bufferAfter: 30 }), slotOpened('s', at(3, '14:00'), 1, pauses))
      .when(book(at(3, '14:00'), { length: 60 }))
      .then(held('booking 0', ANN, at(3, '14:00'), { length: 60, slotId: 's', ...pauses }), confirmed('booking 0', ANN));
  });

  test('of several rules for one date the last counts', () => {
    const ranges = [{ start: '15:00', end: '16:00' }];
    given(
      calendars,
      available({
        overrides: [
          { date: '2026-03-03', ranges: [] },
          { date: '2026-03-03', ranges },
        ],
      }),
    )
      .when(book(at(3, '15:00')))
      .then(held('booking 0', ANN, at(3, '15:00')), confirmed('booking 0', ANN));
  });

  test('a seat of a group is one of several, until all are taken', () => {
    const opened = [available(), slotOpened('group', at(3, '14:00'), 2), held('one', BEN, at(3, '14:00'), { length: 60, slotId: 'group' })];
    given(calendars, ...opened)
      .when(book(at(3, '14:00'), { length: 60 }))
      .then(held('booking 0', ANN, at(3, '14:00'), { length: 60, slotId: 'group' }), confirmed('booking 0', ANN));
    const full = held('two', 'cem', at(3, '14:00'), { length: 60, slotId: 'group' });
    given(calendars, ...opened, full)
      .when(book(at(3, '14:00'), { length: 60 }))
      .refused('slot-full');
  });
});

describe('a series', () => {
  const weekly = { repeat: { every: 'week' as const, count: 3 } };

  test('takes the same time of every week', () => {
    const decision = decide(given0(available()), ANN, request(at(3, '09:30'), weekly), deciding());
    const starts = decision.outcome === 'accept' ? decision.facts.flatMap((fact) => ('start' in fact.data ? [fact.data.start] : [])) : [];
    expect(starts).toEqual([at(3, '09:30'), at(10, '09:30'), at(17, '09:30')]);
  });

  test('takes all of its times or none, and says which one is not to be had', () => {
    const decision = decide(given0(available(), held('b', BEN, at(10, '09:30'))), ANN, request(at(3, '09:30'), weekly), deciding());
    expect(decision).toMatchObject({ outcome: 'refuse', refusal: { code: 'slot-held', more: { start: at(10, '09:30') } } });
  });

  test('stays at the same time of day where the clocks change', () => {
    const decision = decide(
      given0(available({ timeZone: 'Europe/Berlin' })),
      ANN,
      request('2026-03-24T08:00:00.000Z', { repeat: { every: 'week', count: 2 } }),
      deciding(),
    );
    const starts = decision.outcome === 'accept' ? decision.facts.flatMap((fact) => ('start' in fact.data ? [fact.data.start] : [])) : [];
    expect(starts).toEqual(['2026-03-24T08:00:00.000Z', '2026-03-31T07:00:00.000Z']);
  });
});

const given0 = (...facts: Parameters<typeof calendars.evolve>[1][]): Calendar => facts.reduce(calendars.evolve, calendars.initial);

describe('a time is refused', () => {
  const busy = {
    type: 'consultations.BusyTimesSet.v1',
    data: { instructorId: INGE, connectionId: 'c', busy: [{ start: at(3, '09:00'), end: at(3, '09:45') }] },
  } as const;

  test.each([
    ['no-availability', [], at(3, '09:30')],
    ['in-the-past', [available()], at(1, '09:30')],
    ['too-soon', [available({ minimumNotice: 24 * 60 })], at(2, '09:30')],
    ['too-far-ahead', [available({ horizonDays: 3 })], at(5, '09:30')],
    ['outside-hours', [available()], at(3, '12:00')],
    ['outside-hours', [available({ weekly: [{ day: 1, start: '09:00', end: '12:00' }] })], at(3, '09:30')],
    ['day-closed', [available({ overrides: [{ date: '2026-03-03', ranges: [] }] })], at(3, '09:30')],
    ['day-closed', [available({ holidays: [{ from: '2026-03-02', to: '2026-03-06' }] })], at(3, '09:30')],
    ['not-a-start', [available()], at(3, '09:40')],
    ['slot-booked', [available(), held('b', BEN, at(3, '09:30')), confirmed('b', BEN)], at(3, '09:30')],
    ['slot-held', [available(), held('b', BEN, at(3, '09:30'), { expires: at(1, '12:05') })], at(3, '09:30')],
    ['slot-yours', [available(), held('b', ANN, at(3, '09:30')), confirmed('b', ANN)], at(3, '09:30')],
    ['slot-in-buffer', [available(), held('b', BEN, at(3, '09:30'), { after: 10 })], at(3, '10:00')],
    ['slot-in-buffer', [available({ bufferBefore: 10 }), held('b', BEN, at(3, '09:30'))], at(3, '10:00')],
    ['slot-reserved', [available(), slotOpened('group', at(3, '09:00'), 5)], at(3, '09:30')],
    ['busy-elsewhere', [available(), busy], at(3, '09:30')],
    ['day-full', [available({ perDay: 1 }), held('b', BEN, at(3, '09:30')), confirmed('b', BEN)], at(3, '11:00')],
    ['week-full', [available({ perWeek: 1 }), held('b', BEN, at(3, '09:30')), confirmed('b', BEN)], at(5, '11:00')],
  ] as const)('%s', (code, facts, start) => {
    given(calendars, ...facts)
      .when(book(start))
      .refused(code);
  });

  test('with each reason once: a slot opened by hand that is booked is a booking', () => {
    const facts = [
      available(),
      slotOpened('s', at(3, '10:00'), 1),
      held('b', BEN, at(3, '10:00'), { length: 60, slotId: 's' }),
      confirmed('b', BEN),
    ];
    expect(decide(given0(...facts), ANN, request(at(3, '10:30')), deciding())).toMatchObject({
      refusal: { code: 'slot-booked', detail: 'Somebody else has booked this time.' },
    });
  });

  test('of a length that is not offered, and by its own instructor', () => {
    given(calendars, available())
      .when(book(at(3, '09:30'), { length: 45 }))
      .refused('length-not-offered');
    given(calendars, available())
      .when(book(at(3, '09:30'), {}, INGE))
      .refused('own-calendar');
  });

  test('to who keeps three already', () => {
    const keeps = ['09:00', '09:30', '10:00'].map((time) => held(time, ANN, at(4, time), { expires: at(1, '12:05') }));
    given(calendars, available(), ...keeps)
      .when(book(at(3, '09:30'), { hold: true }))
      .refused('too-many-holds');
  });

  test('to who keeps three already, series or not: one is as one', () => {
    const series = (id: string, day: number) =>
      [at(day, '09:00'), at(day + 7, '09:00')].map((start, i) => held(`${id}${i}`, ANN, start, { expires: at(1, '12:05'), seriesId: id }));
    const repeat = { every: 'week' as const, count: 4 };
    given(calendars, available(), ...series('p', 3), ...series('q', 4), ...series('r', 5))
      .when(book(at(3, '10:00'), { hold: true, repeat }))
      .refused('too-many-holds');
    const decision = decide(
      given0(available(), ...series('p', 3), ...series('q', 4)),
      ANN,
      request(at(3, '10:00'), { hold: true, repeat }),
      deciding(),
    );
    expect(decision).toMatchObject({ outcome: 'accept', facts: { length: 4 } });
  });

  test('not because of what was cancelled or is the day after', () => {
    given(calendars, available({ perDay: 1 }), held('b', BEN, at(3, '09:30')), cancelled('b', BEN), held('c', BEN, at(4, '09:30')))
      .when(book(at(3, '09:30')))
      .then(held('booking 0', ANN, at(3, '09:30')), confirmed('booking 0', ANN));
  });
});
