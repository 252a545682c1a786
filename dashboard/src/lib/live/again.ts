import { invalidate } from '$app/navigation';

const ACADEMY = '/api/health/live';

const canBeReached = (): Promise<boolean> =>
  fetch(ACADEMY).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Reads anew what a page shows, every so many milliseconds while it is looked at. While the academy is away the page stays as it was:
 * reading it then would put the page of an error in its place. For an `$effect`: returns how to stop.
 */
export function readAgain(what: `lyceum:${string}`, every: number): () => void {
  let stopped = false;
  let reading = false;
  const timer = setInterval(async () => {
    if (reading || document.visibilityState === 'hidden') return;
    reading = true;
    try {
      if ((await canBeReached()) && !stopped) await invalidate(what);
    } finally {
      reading = false;
    }
  }, every);
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
