/** How much longer than it took to draw it waits until it draws again, and within which bounds (milliseconds). */
const SHARE = 15;
const LEAST = 50;
const MOST = 300;
/** After so long without a change one is worth to be seen moving, in milliseconds. */
const QUIET = 1000;

/**
 * How often a chart is drawn anew: the first change at once, and what follows together, as seldom as drawing takes long. Where much happens
 * a page has to keep up with it, and a chart that is drawn all the time would keep the numbers beside it waiting.
 */
export class Pacing {
  readonly #now: () => number;
  #ended = -Infinity;
  #took = 0;

  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** How long it is until it may be drawn again, in milliseconds. */
  wait(): number {
    return this.#ended + Math.min(MOST, Math.max(LEAST, this.#took * SHARE)) - this.#now();
  }

  /** Draws; `quiet` says that nothing was drawn for a while. */
  run(draw: (quiet: boolean) => void): void {
    const began = this.#now();
    draw(began - this.#ended > QUIET);
    this.#ended = this.#now();
    this.#took = this.#ended - began;
  }
}
