import type { ReportRhythm } from '@lyceum/contracts';
import { en } from './en.ts';

type Figure = 'active' | 'registered' | 'enrolled' | 'left' | 'started' | 'submitted' | 'graded' | 'activity' | 'joined' | 'watched';

/** What reports say, in one language. Figures come written. */
export interface ReportWords {
  readonly academy: string;
  readonly between: (from: string, to: string) => string;
  readonly subject: (of: string, span: string) => string;
  readonly headline: (of: string, span: string) => string;
  readonly days: string;
  readonly stop: (every: string, address: string) => string;
  readonly every: Readonly<Record<ReportRhythm, string>>;
  readonly open: string;
  readonly file: string;
  readonly columns: readonly string[];
  readonly names: Readonly<Record<Figure, string>>;
  readonly active: (day: string, week: string, month: string) => string;
  readonly ofNow: (came: string, now: string) => string;
  readonly graded: (count: string, mean: string) => string;
  readonly minutes: (count: string) => string;
}

export const reportWords = (): ReportWords => en;
