import type { FeedMessage } from '@lyceum/stores';

/** Messages read ahead; beyond this many the feed is left alone until they are taken, and so is the store. */
const READ_AHEAD = 4000;

/** Takes from the feed what comes while the engine is busy, so that each turn has all that has accumulated. */
export class Intake {
  #queue: FeedMessage[] = [];
  #failure: { readonly error: unknown } | null = null;
  #ended = false;
  #closed = false;
  #wake: (() => void) | null = null;
  #drained: (() => void) | null = null;
  readonly #pumping: Promise<void>;

  constructor(feed: AsyncIterable<readonly FeedMessage[]>) {
    this.#pumping = this.#pump(feed);
  }

  /** How many messages wait. */
  get length(): number {
    return this.#queue.length;
  }

  /** The message that has waited longest. */
  get oldest(): FeedMessage | undefined {
    return this.#queue[0];
  }

  /** What has come, at most `most`; waits for the first, or until `nudge`. Null when the feed has ended. @throws what the feed threw. */
  async take(most: number): Promise<readonly FeedMessage[] | null> {
    if (this.#queue.length === 0 && !this.#failure && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#queue.length === 0) {
      if (this.#failure) throw this.#failure.error;
      return this.#ended ? null : [];
    }
    const taken = this.#queue.slice(0, most);
    this.#queue = this.#queue.slice(most);
    if (this.#queue.length < READ_AHEAD) this.#drained?.();
    return taken;
  }

  /** Lets a `take` that waits come back with nothing. */
  nudge(): void {
    this.#wake?.();
  }

  /** To be called once the feed's signal has aborted. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#drained?.();
    await this.#pumping;
  }

  async #pump(feed: AsyncIterable<readonly FeedMessage[]>): Promise<void> {
    try {
      for await (const messages of feed) {
        for (const message of messages) this.#queue.push(message);
        this.#wake?.();
        // What the feed still had when it was told to end is not waited with: nobody takes it.
        if (this.#queue.length >= READ_AHEAD && !this.#closed) await new Promise<void>((resolve) => (this.#drained = resolve));
      }
      this.#ended = true;
    } catch (error) {
      this.#failure = { error };
    }
    this.#wake?.();
  }
}
