import type { Attachment } from 'svelte/attachments';

/** Minutes that a drag keeps to. */
const STEP = 15;
/** Less than this many pixels is a click. */
const SLACK = 5;

/** What is drawn while something is dragged: minutes of one date. */
export interface Drawn {
  readonly date: string;
  readonly from: number;
  readonly to: number;
}

export type Grip = 'new' | 'body' | 'start' | 'end';

interface Options {
  readonly date: string;
  readonly grip: Grip;
  /** Where it lies now; for something new the minute that was pointed at. */
  readonly from: number;
  readonly to: number;
  readonly ondone: (drawn: Drawn) => void;
  readonly onclick: () => void;
}

const snap = (minutes: number): number => Math.round(minutes / STEP) * STEP;
const within = (minutes: number, least: number, most: number): number => Math.min(most, Math.max(least, minutes));

/** Where something comes to lie that is taken by `grip` and pulled by so many minutes. */
export function pulled({ grip, from, to }: Pick<Options, 'grip' | 'from' | 'to'>, by: number): { from: number; to: number } {
  if (grip === 'start') return { from: within(snap(from + by), 0, to - STEP), to };
  if (grip === 'end') return { from, to: within(snap(to + by), from + STEP, 1440) };
  if (grip === 'body') {
    const start = within(snap(from + by), 0, 1440 - (to - from));
    return { from: start, to: start + (to - from) };
  }
  const [first, last] = by < 0 ? [snap(from + by), snap(from)] : [snap(from), snap(from + by)];
  return { from: within(first, 0, 1440 - STEP), to: within(Math.max(last, first + STEP), STEP, 1440) };
}

/** Drags of one grid, by mouse, pen or finger: one at a time. */
export class Dragging {
  drawn = $state<Drawn | null>(null);
  readonly #minutesOfPixel: () => number;

  /** `minutesOfPixel` says how many minutes of the grid are one pixel. */
  constructor(minutesOfPixel: () => number) {
    this.#minutesOfPixel = minutesOfPixel;
  }

  /** Begins a drag at a pointer that went down. */
  begin(event: PointerEvent, options: Options): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const { clientY, pointerId } = event;
    const target = event.currentTarget as HTMLElement;
    const perPixel = this.#minutesOfPixel();
    let moved = false;
    const place = (at: PointerEvent) => ({ date: options.date, ...pulled(options, (at.clientY - clientY) * perPixel) });
    const move = (at: PointerEvent) => {
      if (at.pointerId !== pointerId) return;
      moved ||= Math.abs(at.clientY - clientY) > SLACK;
      if (moved) this.drawn = place(at);
    };
    const end = (at: PointerEvent) => {
      if (at.pointerId !== pointerId) return;
      stop();
      this.drawn = null;
      if (at.type === 'pointercancel') return;
      if (moved) options.ondone(place(at));
      else options.onclick();
    };
    const escape = (at: KeyboardEvent) => {
      if (at.key !== 'Escape') return;
      stop();
      this.drawn = null;
    };
    const stop = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', escape);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', escape);
    target.focus?.({ preventScroll: true });
  }
}

/** Lays something from one minute of the day to another: by script, since the server may write no styles. */
export const laid =
  (from: number, to: number): Attachment<HTMLElement> =>
  (node) => {
    node.style.top = `${(from / 1440) * 100}%`;
    node.style.height = `${((to - from) / 1440) * 100}%`;
  };
