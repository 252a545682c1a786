import type { Call } from '../grpc/call.ts';

/** One page is at most so many rows looked at and about so many bytes sent: then others have their turn. */
const PAGE = { rows: 1000, bytes: 128 * 1024 };

/** Collects frames of one page. */
export class Page {
  private readonly frames: Buffer[] = [];
  private bytes = 0;
  private rows = 0;

  add(frame: Buffer): void {
    this.frames.push(frame);
    this.bytes += frame.length;
  }

  /** Counts a row that was looked at; true when the page is full. */
  full(): boolean {
    this.rows += 1;
    return this.rows >= PAGE.rows || this.bytes >= PAGE.bytes;
  }

  /** The frames as one piece, which costs one write however many they are. */
  joined(): Buffer | undefined {
    return this.frames.length > 1 ? Buffer.concat(this.frames, this.bytes) : this.frames[0];
  }
}

/**
 * Calls `next` for page after page until it says that there is no more. Between two pages others have their turn, and a slow
 * reader is waited for: nothing is read ahead of what was taken.
 */
export const turnPages = (call: Call, next: () => boolean): void => {
  const turn = () => {
    if (call.over) return;
    try {
      if (!next()) return;
      if (call.slow) call.drained(turn);
      else setImmediate(turn);
    } catch (error) {
      call.fail(error);
    }
  };
  turn();
};
