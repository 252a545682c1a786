import type { Position } from '@lyceum/contracts';
import { untrack } from 'svelte';
import { invalidate } from '$app/navigation';
import { live } from '#lib/live/live.svelte.ts';
import { soon } from '#lib/live/soon.ts';

const MODELS = new Set(['participation', 'gradebook', 'enrolments', 'quizzes', 'gradings']);
/** How long figures wait to be read anew after something has happened, in milliseconds. */
const GATHER = 1000;

/** Reads the figures of a course anew when anything happens in it. For an `$effect`. */
export function followCourse(courseId: string, since: Position | null): () => void {
  const again = soon(() => void invalidate('lyceum:course-analytics'), GATHER);
  return live.follow(
    `course:${courseId}`,
    untrack(() => since),
    ({ model }) => MODELS.has(model) && again(),
  );
}
