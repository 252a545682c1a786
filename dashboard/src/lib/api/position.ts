import type { Position } from '@lyceum/contracts';

/** Below 0 when `a` is before `b`, 0 when equal, above 0 when after. */
export const comparePositions = (a: Position, b: Position): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** The earliest of some positions: what a page that was put together from several reads has surely seen. */
export const earliest = (...positions: readonly (Position | null)[]): Position | null =>
  positions.reduce((a, b) => (a === null || b === null ? null : comparePositions(a, b) <= 0 ? a : b)) ?? null;

/** Where the last write of this browser stands, for reads that must see it; after a minute every read model has. */
const REMEMBERED_SECONDS = 60;
export const POSITION_COOKIE = 'lyceum_position';
let last: { position: Position; until: number } | null = null;

/** Remembers a write, also for a page that the server renders next. */
export function rememberWrite(position: Position): void {
  if (last !== null && comparePositions(position, last.position) <= 0) return;
  last = { position, until: Date.now() + REMEMBERED_SECONDS * 1000 };
  document.cookie = `${POSITION_COOKIE}=${position}; path=/; max-age=${REMEMBERED_SECONDS}; samesite=lax`;
}

/** The position that a read has to send, if any. */
export const writtenPosition = (): Position | null => (last !== null && Date.now() < last.until ? last.position : null);
