import type { ProjectionStatus } from '@lyceum/contracts';
import { read } from '#lib/api/client.ts';

const EVERY = 3000;

/** Reads how the read models stand every few seconds while the page is looked at. For an `$effect`: returns how to stop. */
export function followProjections(onRows: (rows: readonly ProjectionStatus[]) => void): () => void {
  let reading = false;
  const timer = setInterval(async () => {
    if (reading || document.visibilityState === 'hidden') return;
    reading = true;
    const answer = await read<{ items: ProjectionStatus[] }>(fetch, '/api/operations/projections').catch(() => null);
    reading = false;
    if (answer) onRows(answer.value.items);
  }, EVERY);
  return () => clearInterval(timer);
}
