import type { Call } from '../grpc/call.ts';
import { messageFrame } from '../protocol/group-answers.ts';
import type { Message } from './message.ts';
import { Timings } from './timings.ts';

/** Bytes that are sent in one piece; what is more waits until the consumer has taken them. */
const PIECE = 128 * 1024;

export type ConsumerOptions = {
  /** Events it takes before it has acknowledged one. */
  readonly slots: number;
  readonly structured: boolean;
  readonly name: string;
  readonly timed: boolean;
};

/** One who takes events of a group and says of each what became of it. */
export class Consumer {
  readonly name: string;
  readonly call: Call;
  readonly unconfirmed = new Map<string, Message>();
  readonly timings: Timings | undefined;
  /** Events sent since it came, and when the figures were last asked for. */
  total = 0;
  totalBefore = 0;
  slots: number;
  private readonly structured: boolean;
  private frames: Buffer[] = [];
  private bytes = 0;
  private awaited = false;

  constructor(call: Call, { slots, structured, name, timed }: ConsumerOptions) {
    this.call = call;
    this.slots = slots;
    this.structured = structured;
    this.name = name;
    this.timings = timed ? new Timings() : undefined;
  }

  /** Whether it takes another event now: a slow one gets none that would only fill the memory. */
  get ready(): boolean {
    return this.slots > 0 && !this.call.over && !this.call.slow;
  }

  send(message: Message): void {
    const frame = messageFrame(message, this.structured);
    this.unconfirmed.set(message.id, message);
    this.slots -= 1;
    this.total += 1;
    this.timings?.began(message.id);
    this.frames.push(frame);
    this.bytes += frame.length;
    if (this.bytes >= PIECE) this.flush();
  }

  /** Takes an event off its hands, whatever became of it. */
  release(id: string): void {
    if (!this.unconfirmed.delete(id)) return;
    this.timings?.ended(id);
    this.slots += 1;
  }

  /** Sends what was put together. */
  flush(): void {
    const { frames, bytes } = this;
    if (frames.length === 0) return;
    this.frames = [];
    this.bytes = 0;
    if (!this.call.over) this.call.write(frames.length === 1 ? frames[0]! : Buffer.concat(frames, bytes));
  }

  /** Calls back once a slow consumer has taken what it was sent; whoever asks meanwhile is not called. */
  whenTaken(callback: () => void): void {
    if (this.awaited || this.call.over || !this.call.slow) return;
    this.awaited = true;
    this.call.drained(() => {
      this.awaited = false;
      callback();
    });
  }
}
