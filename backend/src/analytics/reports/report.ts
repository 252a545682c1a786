import { nextReport, type Id, type Instant, type ReportEvent, type ReportPlan } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';

interface Planned {
  readonly reportId: Id;
  readonly plan: ReportPlan;
  readonly readers: readonly Id[];
  /** When it goes out next; null while it is paused. */
  readonly next: Instant | null;
}

/** Null before it is planned and after it is deleted. */
export type ReportState = Planned | null;

/** `report-ID`: a report that is sent by schedule. */
export const reports: Decider<ReportState, ReportEvent> = {
  stream: (reportId) => `report-${reportId}`,
  initial: null,
  evolve: (report, { type, data }) => {
    if (type === 'analytics.ReportPlanned.v1') return { reportId: data.reportId, plan: data.plan, readers: data.about, next: data.next };
    if (!report) return report;
    switch (type) {
      case 'analytics.ReportPaused.v1':
        return { ...report, next: null };
      case 'analytics.ReportResumed.v1':
        return { ...report, next: data.next };
      case 'analytics.ReportSent.v1':
        return { ...report, next: report.next && data.next };
      case 'analytics.ReportLeft.v1':
        return { ...report, readers: report.readers.filter((reader) => reader !== data.personId) };
      case 'analytics.ReportDeleted.v1':
        return null;
    }
  },
};

const GONE = refuse('report-not-found');

export function plan(
  known: ReportState,
  reportId: Id,
  ownerId: Id,
  wanted: ReportPlan,
  readers: readonly Id[],
  now: Instant,
): Decision<ReportEvent> {
  if (known) return nothing();
  const data = { reportId, ownerId, plan: wanted, about: readers, next: nextReport(wanted, now) };
  return accept({ type: 'analytics.ReportPlanned.v1', data });
}

export function pause(report: ReportState): Decision<ReportEvent> {
  if (!report) return GONE;
  return report.next === null ? nothing() : accept({ type: 'analytics.ReportPaused.v1', data: { reportId: report.reportId } });
}

export function resume(report: ReportState, now: Instant): Decision<ReportEvent> {
  if (!report) return GONE;
  const { reportId, plan: wanted, next } = report;
  return next === null ? accept({ type: 'analytics.ReportResumed.v1', data: { reportId, next: nextReport(wanted, now) } }) : nothing();
}

export const remove = (report: ReportState): Decision<ReportEvent> =>
  report ? accept({ type: 'analytics.ReportDeleted.v1', data: { reportId: report.reportId } }) : nothing();

export const leave = (report: ReportState, personId: Id): Decision<ReportEvent> =>
  report?.readers.includes(personId)
    ? accept({ type: 'analytics.ReportLeft.v1', data: { reportId: report.reportId, personId } })
    : nothing();

/** It has gone out as it was due. What was missed meanwhile is not made up: it would tell nobody anything new. */
export function sent(report: ReportState, due: Instant, now: Instant): Decision<ReportEvent> {
  if (!report || report.next !== due) return nothing();
  const { reportId, plan: wanted } = report;
  return accept({ type: 'analytics.ReportSent.v1', data: { reportId, due, next: nextReport(wanted, now < due ? due : now) } });
}
