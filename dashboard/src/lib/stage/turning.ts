/** The keys that turn pages, of a keyboard and of a clicker. */
export const TURNS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };

/** How a finger went over the stage, in pixels. */
export interface Stroke {
  readonly x: number;
  readonly y: number;
}

const FAR = 48;

/** What a stroke to one side means: one page on or back, 0 where it was none. */
export function strokeTurns({ x: fromX, y: fromY }: Stroke, { x, y }: Stroke): number {
  const [across, along] = [x - fromX, Math.abs(y - fromY)];
  return Math.abs(across) < FAR || Math.abs(across) < 2 * along ? 0 : across < 0 ? 1 : -1;
}
