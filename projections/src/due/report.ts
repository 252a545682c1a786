import type { EventOf, Id, Instant, Recorded, ReportEvent } from '@lyceum/contracts';
import type { Thing } from './projection.ts';

/** A report is to go out to its readers. */
export interface ReportDue {
  readonly what: 'send-report';
  readonly at: Instant;
  readonly reportId: Id;
}

export const REPORT_DUE_FACTS = [
  'analytics.ReportPlanned.v1',
  'analytics.ReportPaused.v1',
  'analytics.ReportResumed.v1',
  'analytics.ReportSent.v1',
  'analytics.ReportDeleted.v1',
] as const satisfies readonly ReportEvent['type'][];
export type ReportDueFact = (typeof REPORT_DUE_FACTS)[number];

export function foldReport(row: Thing | undefined, { type, data }: Recorded<EventOf<ReportDueFact>>): Thing | null | undefined {
  const dueAt = (at: Instant): ReportDue => ({ what: 'send-report', at, reportId: data.reportId });
  switch (type) {
    case 'analytics.ReportPlanned.v1':
    case 'analytics.ReportResumed.v1':
      return dueAt(data.next);
    case 'analytics.ReportSent.v1':
      return row && dueAt(data.next);
    case 'analytics.ReportPaused.v1':
    case 'analytics.ReportDeleted.v1':
      return row && null;
  }
}
