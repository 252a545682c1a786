/** Runs once for many calls in a row: a burst of changes is one read. */
export function soon(run: () => void, quiet = 150): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, quiet);
  };
}

const EVERY = 10_000;

/** Runs every ten seconds while the page is looked at: for news that no room tells. For an `$effect`: returns how to stop. */
export function nowAndThen(run: () => void): () => void {
  const timer = setInterval(() => document.visibilityState === 'visible' && run(), EVERY);
  return () => clearInterval(timer);
}

const WITHOUT_FRAMES = 100;

/** Runs just before the next frame is drawn; in a tab that is not drawn, soon all the same. */
export function beforeDrawing(run: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, WITHOUT_FRAMES);
}
