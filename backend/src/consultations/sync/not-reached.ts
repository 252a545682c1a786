import { Refused } from '../../deciding/refused.ts';
import { SyncFailure } from './other-calendar.ts';

/** What is wrong with another calendar, to who is just connecting it. */
export function notReached(error: unknown): never {
  if (!(error instanceof SyncFailure)) throw error;
  throw new Refused({ code: 'calendar-not-reached', detail: `${error.message}.`, more: { problem: error.problem } });
}
