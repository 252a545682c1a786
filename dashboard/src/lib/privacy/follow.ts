import type { Erasure, ErasureReport } from '@lyceum/contracts';
import { read } from '#lib/api/client.ts';

const EVERY = 1000;

export const reportPath = (personId: string): string => `/api/people/${personId}/erasure`;

/** Reads how far it is every second until it is proven. For an `$effect`: returns how to stop. */
export function followErasure(personId: string, onReport: (report: ErasureReport) => void): () => void {
  let reading = false;
  const timer = setInterval(async () => {
    if (reading) return;
    reading = true;
    const answer = await read<Erasure>(fetch, reportPath(personId)).catch(() => null);
    reading = false;
    if (!answer) return;
    onReport(answer.value.report);
    if (answer.value.report.phase === 'proven') clearInterval(timer);
  }, EVERY);
  return () => clearInterval(timer);
}
