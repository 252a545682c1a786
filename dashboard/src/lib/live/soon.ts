/** Runs once for many calls in a row: a burst of changes is one read. */
export function soon(run: () => void, quiet = 150): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, quiet);
  };
}
