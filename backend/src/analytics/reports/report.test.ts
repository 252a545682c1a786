import type { ReportEvent } from '@lyceum/contracts';
import { describe, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { leave, pause, plan, remove, reports, resume, sent } from './report.ts';

const [reportId, ann, ben] = ['r', 'ann', 'ben'];
const at = (day: number, hour = 8) => `2026-03-0${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
const wanted = { courseId: null, every: 'day', timeZone: 'UTC', hour: 8 } as const;
const planned: ReportEvent = {
  type: 'analytics.ReportPlanned.v1',
  data: { reportId, ownerId: ann, plan: wanted, about: [ann, ben], next: at(2) },
};
const paused: ReportEvent = { type: 'analytics.ReportPaused.v1', data: { reportId } };
const went = (due: number, next: number): ReportEvent => ({
  type: 'analytics.ReportSent.v1',
  data: { reportId, due: at(due), next: at(next) },
});

describe('a report', () => {
  test('goes out next when its time comes', () =>
    given(reports)
      .when((report) => plan(report, reportId, ann, wanted, [ann, ben], at(1, 12)))
      .then(planned));
  test('is sent once for each time that it was due', () => {
    given(reports, planned)
      .when((report) => sent(report, at(2), at(2)))
      .then(went(2, 3));
    given(reports, planned, went(2, 3))
      .when((report) => sent(report, at(2), at(2)))
      .nothing();
  });
  test('is not made up for the days on which nothing ran', () =>
    given(reports, planned)
      .when((report) => sent(report, at(2), at(5, 10)))
      .then(went(2, 6)));
  test('that is paused goes out again from when it goes on', () => {
    given(reports, planned, paused)
      .when((report) => sent(report, at(2), at(2)))
      .nothing();
    given(reports, planned, paused)
      .when((report) => resume(report, at(4, 9)))
      .then({ type: 'analytics.ReportResumed.v1', data: { reportId, next: at(5) } });
    given(reports, planned, paused).when(pause).nothing();
  });
  test('is left by who gets it, once', () => {
    const left: ReportEvent = { type: 'analytics.ReportLeft.v1', data: { reportId, personId: ben } };
    given(reports, planned)
      .when((report) => leave(report, ben))
      .then(left);
    given(reports, planned, left)
      .when((report) => leave(report, ben))
      .nothing();
  });
  test('that is deleted is there no more', () => {
    const deleted: ReportEvent = { type: 'analytics.ReportDeleted.v1', data: { reportId } };
    given(reports, planned).when(remove).then(deleted);
    given(reports, planned, deleted).when(pause).refused('report-not-found');
  });
});
