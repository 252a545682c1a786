import type { EventLog } from '@lyceum/stores';
import type { Group } from './group.ts';
import { Intake } from './intake.ts';

/** Messages folded at one go. */
export const CHUNK = 1000;

interface Task {
  readonly run: () => Promise<void>;
  readonly refuse: (error: Error) => void;
}

/** Lets a group follow the feed; between two turns, with everything written, others may have it to themselves. */
export class Live {
  readonly group: Group;
  readonly #intake: Intake;
  readonly #ending = new AbortController();
  readonly #signal: AbortSignal;
  #tasks: Task[] = [];
  #folded = 0;
  #ended = false;

  constructor(group: Group, log: EventLog, signal: AbortSignal, types: readonly string[]) {
    this.group = group;
    // A group that fails ends the feed too, whatever else goes on.
    this.#signal = AbortSignal.any([signal, this.#ending.signal]);
    this.#intake = new Intake(log.batches(group.position, this.#signal, types));
    void group.broken.then(() => this.#intake.nudge());
  }

  /** Aborts when the live models are followed no more. */
  get signal(): AbortSignal {
    return this.#signal;
  }

  /** Messages that wait to be folded. */
  get waiting(): number {
    return this.#intake.length;
  }

  /** When the fact that has waited longest was recorded (milliseconds since the epoch), or null when none waits. */
  get oldest(): number | null {
    const { oldest } = this.#intake;
    return oldest?.kind === 'fact' ? Date.parse(oldest.fact.recorded) : null;
  }

  /** Messages folded since the start. */
  get folded(): number {
    return this.#folded;
  }

  /** Follows until the signal aborts. @throws what reading or writing failed with. */
  async run(): Promise<void> {
    try {
      while (!this.#signal.aborted) {
        this.group.check();
        const messages = await this.#intake.take(CHUNK);
        if (messages === null) break;
        await this.group.process(messages);
        this.#folded += messages.length;
        for (let task = this.#tasks.shift(); task; task = this.#tasks.shift()) await this.#alone(task);
      }
      await this.group.settle();
    } finally {
      for (const { refuse } of this.#tasks) refuse(new Error('The engine stops'));
      this.#ended = true;
      this.#ending.abort();
      await this.group.end();
      await this.#intake.close();
    }
  }

  /** Runs `task` between two turns, with everything up to `group.written` in the read store and nothing beyond. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (this.#ended) return Promise.reject(new Error('The engine stops'));
    this.#tasks.push({ run: () => task().then(resolve, reject), refuse: reject });
    this.#intake.nudge();
    return promise;
  }

  async #alone({ run }: Task): Promise<void> {
    await this.group.settle();
    await run();
  }
}
