import type { Availability, DateOverride, Holiday } from '@lyceum/contracts';
import { joined, timeOf } from './hours.ts';

type Number_ = number | string | null;

/** The terms of a calendar as its form holds them: what is left empty is no limit. */
export interface TermsFields {
  timeZone: string;
  lengths: string;
  interval: Number_;
  bufferBefore: Number_;
  bufferAfter: Number_;
  noticeHours: Number_;
  horizonDays: Number_;
  perDay: Number_;
  perWeek: Number_;
  approval: boolean;
  freeUntilHours: Number_;
  lateRefund: Number_;
  overrides: { date: string; closed: boolean; start: string; end: string; others: DateOverride['ranges'] }[];
  holidays: Holiday[];
}

const orNull = (value: Number_): number | null => (value === null || value === '' ? null : Number(value));
const orZero = (value: Number_): number => orNull(value) ?? 0;

export const fieldsOf = (availability: Availability): TermsFields => ({
  timeZone: availability.timeZone,
  lengths: availability.lengths.join(', '),
  interval: availability.interval,
  bufferBefore: availability.bufferBefore,
  bufferAfter: availability.bufferAfter,
  noticeHours: availability.minimumNotice / 60,
  horizonDays: availability.horizonDays,
  perDay: availability.perDay,
  perWeek: availability.perWeek,
  approval: availability.approval,
  freeUntilHours: availability.cancellation.freeUntil / 60,
  lateRefund: availability.cancellation.lateRefund,
  overrides: availability.overrides.map(({ date, ranges: [first, ...others] }) => ({
    date,
    closed: first === undefined,
    start: first?.start ?? '09:00',
    end: first?.end === '24:00' ? '00:00' : (first?.end ?? '17:00'),
    others,
  })),
  holidays: availability.holidays.map((holiday) => ({ ...holiday })),
});

/** The availability with the terms of the form; the hours of every week stay as they are. */
export const withTerms = (availability: Availability, fields: TermsFields): Availability => ({
  ...availability,
  timeZone: fields.timeZone,
  lengths: fields.lengths
    .split(/[\s,;]+/)
    .filter((length) => length !== '')
    .map(Number),
  interval: orNull(fields.interval),
  bufferBefore: orZero(fields.bufferBefore),
  bufferAfter: orZero(fields.bufferAfter),
  minimumNotice: Math.round(orZero(fields.noticeHours) * 60),
  horizonDays: orZero(fields.horizonDays),
  perDay: orNull(fields.perDay),
  perWeek: orNull(fields.perWeek),
  approval: fields.approval,
  cancellation: { freeUntil: Math.round(orZero(fields.freeUntilHours) * 60), lateRefund: orZero(fields.lateRefund) },
  overrides: fields.overrides.map(({ date, closed, start, end, others }) => ({
    date,
    ranges: closed ? [] : joined([{ start, end: end === '00:00' ? timeOf(1440) : end }, ...others]),
  })),
  holidays: fields.holidays,
});
