/** One end of a process that nobody asked to end: when, how long it had lived (both ms), and whether it was SIGKILL. */
export type Death = { at: number; lived: number; killed: boolean };

/** A process that lived this long, or that something else killed, had started well: the next try need not wait. */
const settled = 5000;

/**
 * How long to wait before the next try. One that had started well is started again at once; one that dies while
 * starting waits twice as long each time; one that does so five times in a minute is tried every 30 s.
 */
export const nextTry = (deaths: readonly Death[], now: number): { wait: number; keepsDying: boolean } => {
  const recent = deaths.filter((death) => now - death.at < 60_000);
  const early = recent.length - 1 - recent.findLastIndex((death) => death.killed || death.lived >= settled);
  // Also one that the system kills again and again, for want of memory perhaps.
  if (early >= 5 || recent.length >= 30) return { wait: 30_000, keepsDying: true };
  return { wait: Math.min(250 * 2 ** Math.max(0, early - 1), 8000), keepsDying: false };
};
