import type { Position } from '@lyceum/contracts';
import { untrack } from 'svelte';
import { invalidate } from '$app/navigation';
import { live } from '#lib/live/live.svelte.ts';
import { soon } from '#lib/live/soon.ts';

const MODELS = new Set(['gradebook', 'attempts', 'enrolments']);

/** Follows what happens to the person's own places and grades; what shows them is read again. For an `$effect`. */
export function followOwn(personId: string | undefined, since: Position | null): (() => void) | undefined {
  if (personId === undefined) return undefined;
  const again = soon(() => void invalidate('lyceum:grades'));
  return untrack(() => live.follow(`person:${personId}`, since, ({ model }) => MODELS.has(model) && again()));
}
