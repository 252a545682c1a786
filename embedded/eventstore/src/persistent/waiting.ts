import type { Message } from './message.ts';

/** What became of an event that was to be sent: it has to wait while others may go, or all have to. */
export type Sending = 'sent' | 'skipped' | 'full';

/** Takes what is sent out of a list, in its order, until nobody takes any more. False when that is so. */
const offer = (messages: Message[], send: (message: Message) => Sending): boolean => {
  let kept = 0;
  let at = 0;
  for (; at < messages.length; at += 1) {
    const message = messages[at]!;
    const sending = send(message);
    if (sending === 'full') break;
    if (sending === 'skipped') messages[kept++] = message;
  }
  const goesOn = at === messages.length;
  messages.splice(kept, at - kept);
  return goesOn;
};

/** What waits until a consumer takes it: what was sent before and is to be sent again comes first, then what is new. */
export class Waiting {
  private readonly again: Message[] = [];
  private readonly fresh: Message[] = [];
  private readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  get againCount(): number {
    return this.again.length;
  }

  get freshCount(): number {
    return this.fresh.length;
  }

  /** Whether a page of so many has room. */
  hasRoomFor(count: number): boolean {
    return this.size - this.again.length - this.fresh.length > count;
  }

  /** Whether something that was just written has room. */
  get hasRoomForLive(): boolean {
    return this.fresh.length < this.size;
  }

  add(message: Message): void {
    this.fresh.push(message);
  }

  /** Events in the order of their places; those that were parked come last, as they are asked for. */
  addAgain(message: Message): void {
    const later = message.replayed ? -1 : this.again.findIndex((other) => other.replayed || other.place > message.place);
    if (later < 0) this.again.push(message);
    else this.again.splice(later, 0, message);
  }

  offer(send: (message: Message) => Sending): void {
    if (offer(this.again, send)) offer(this.fresh, send);
  }
}
