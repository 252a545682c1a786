/** One end of a process that nobody asked to end: when, and how long it had lived (both ms). */
export type Death = { at: number; lived: number };

/** A process that lived this long had started well: its death says nothing about the next try. */
const settled = 5000;

/**
 * How long to wait before the next try. One that had run well is started again at once; one that dies while starting
 * waits twice as long each time; one that does so five times in a minute is tried every 30 s.
 */
export const nextTry = (deaths: readonly Death[], now: number): { wait: number; keepsDying: boolean } => {
  const recent = deaths.filter((death) => now - death.at < 60_000);
  const lastSettled = recent.findLastIndex((death) => death.lived >= settled);
  const early = recent.length - 1 - lastSettled;
  if (early >= 5 || recent.length >= 12) return { wait: 30_000, keepsDying: true };
  return { wait: Math.min(250 * 2 ** Math.max(0, early - 1), 8000), keepsDying: false };
};
