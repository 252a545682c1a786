import { address, type Query } from '#lib/api/client.ts';
import { renewSession } from '#lib/api/session.ts';

/** Milliseconds: before the log is asked again where the connection broke off; until a read model has what was recorded, and surely has. */
const AGAIN = 1500;
const SOON = [250, 1500];

/** Runs when something is recorded, as it is recorded: a burst of it once. For an `$effect`: returns how to stop. */
export function onRecorded(query: Query, run: () => void): () => void {
  const stopping = new AbortController();
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  const heard = () => {
    for (const after of SOON) {
      if (timers.has(after)) continue;
      timers.set(
        after,
        setTimeout(() => {
          timers.delete(after);
          run();
        }, after),
      );
    }
  };
  void listen(query, heard, stopping.signal);
  return () => {
    stopping.abort();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}

async function listen(query: Query, heard: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const answer = await fetch(address('/api/operations/events/tail', query), { signal });
      if (answer.status === 401) await renewSession();
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); answer.ok && !part.done; part = await reader.read()) if (part.value.trim() !== '') heard();
    } catch {
      // What broke off is asked for again.
    }
    if (!signal.aborted) await new Promise((done) => setTimeout(done, AGAIN));
  }
}
