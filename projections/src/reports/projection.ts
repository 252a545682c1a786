import type { Id, Instant, ReportEvent, ReportPlan } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** A report that is sent by schedule. */
export interface ReportRow extends ReportPlan {
  readonly reportId: Id;
  readonly ownerId: Id;
  readonly readers: readonly Id[];
  readonly state: 'active' | 'paused';
  readonly next: Instant | null;
  readonly sent: Instant | null;
}

export const REPORT_FACTS = [
  'analytics.ReportPlanned.v1',
  'analytics.ReportPaused.v1',
  'analytics.ReportResumed.v1',
  'analytics.ReportSent.v1',
  'analytics.ReportLeft.v1',
  'analytics.ReportDeleted.v1',
] as const satisfies readonly ReportEvent['type'][];

export const reports = projection<ReportRow, ReportEvent['type']>({
  name: 'reports',
  version: 1,
  from: REPORT_FACTS,
  first: ['analytics.ReportPlanned.v1'],
  key: ({ data }) => data.reportId,
  fold: (row, fact) => {
    if (fact.type === 'analytics.ReportPlanned.v1') {
      const { reportId, ownerId, plan, about, next } = fact.data;
      return { reportId, ownerId, ...plan, readers: about, state: 'active', next, sent: null };
    }
    if (!row) return undefined;
    switch (fact.type) {
      case 'analytics.ReportPaused.v1':
        return { ...row, state: 'paused', next: null };
      case 'analytics.ReportResumed.v1':
        return { ...row, state: 'active', next: fact.data.next };
      case 'analytics.ReportSent.v1':
        return { ...row, sent: fact.data.due, next: row.state === 'active' ? fact.data.next : null };
      case 'analytics.ReportLeft.v1':
        return { ...row, readers: row.readers.filter((reader) => reader !== fact.data.personId) };
      case 'analytics.ReportDeleted.v1':
        return null;
    }
  },
  blind: true,
  indexes: [{ readers: 1 }],
});
