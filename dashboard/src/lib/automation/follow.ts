import type { Position } from '@lyceum/contracts';
import { invalidate } from '$app/navigation';
import { live } from '#lib/live/live.svelte.ts';
import { nowAndThen, soon } from '#lib/live/soon.ts';

/** Reads the page anew when a run changes, and now and then for what no room tells: what becomes due. For an `$effect`: returns how to stop. */
export function followRuns(since: Position | null): () => void {
  const again = () => void invalidate('lyceum:automation');
  const burst = soon(again);
  const stop = live.follow('operator', since, ({ model }) => model === 'automation' && burst());
  const still = nowAndThen(again);
  return () => {
    stop();
    still();
  };
}
