/** Asks once for an orderly end, and for one at once when a person insists. */
export type Stopping = { signal: AbortSignal; onInsist(act: () => void): void };

/**
 * Listens for what ends the program: Ctrl-C, SIGTERM, a closed terminal, and the death of the command that launched
 * it. A terminal's Ctrl-C arrives twice (from the terminal and handed on by npm): only a later one is insisting.
 */
export const listenForStop = (env: NodeJS.ProcessEnv = process.env): Stopping => {
  const controller = new AbortController();
  let asked = 0;
  let insist: () => void = () => process.exit(1);
  const ask = () => {
    if (asked === 0) {
      asked = Date.now();
      controller.abort();
    } else if (Date.now() - asked > 1500) insist();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  // Under npm or the launcher nobody could stop us any more once they are gone.
  if (env.LYCEUM_LAUNCHED || env.npm_lifecycle_event === 'start' || env.npm_lifecycle_event === 'dev') {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent && asked === 0) ask();
    }, 500).unref();
  }
  return { signal: controller.signal, onInsist: (act) => (insist = act) };
};
