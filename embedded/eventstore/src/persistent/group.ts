import { dropped } from '../protocol/group-answers.ts';
import type { EventStore } from '../storage/event-store.ts';
import { CheckpointStream } from './checkpoint-stream.ts';
import type { Consumer } from './consumer.ts';
import { Intake } from './intake.ts';
import { type Message, toMessage } from './message.ts';
import { ParkedStream } from './parked-stream.ts';
import { type Described, keyOfGroup } from './settings.ts';
import { STRATEGIES, type Strategy } from './strategies.ts';
import { type Sending, Waiting } from './waiting.ts';

/** What a consumer says of an event that it could not deal with. */
export type Refusal = 'retry' | 'park' | 'skip' | 'stop';

/** An event that a consumer has. While it is being parked nobody has it, and nothing else may become of it. */
type Outstanding = { readonly message: Message; consumer: Consumer | undefined; expires: number };

/**
 * A group of consumers that share the events of a stream or of $all: each event goes to one of them, again until one has dealt
 * with it, and is parked when that happens too often. How far they have come together is kept in checkpoints.
 */
export class Group {
  readonly key: string;
  readonly described: Described;
  readonly consumers = new Set<Consumer>();
  readonly intake: Intake;
  readonly parked: ParkedStream;
  readonly waiting: Waiting;
  readonly outstanding = new Map<string, Outstanding>();
  /** Events sent to consumers, those that were sent again too. */
  total = 0;
  private readonly store: EventStore;
  private readonly strategy: Strategy;
  private readonly checkpoints: CheckpointStream;
  private looked = { at: performance.now(), total: 0 };
  private pushing = false;
  private closed = false;

  /** @param liveFrom for a group that starts at the end: the last place that was there when it was made */
  constructor(store: EventStore, described: Described, liveFrom: number | undefined) {
    const { settings, source } = described;
    this.store = store;
    this.described = described;
    this.key = keyOfGroup(described);
    this.strategy = STRATEGIES.get(settings.strategy)!(store);
    this.parked = new ParkedStream(store, this.key);
    this.waiting = new Waiting(settings.historyBufferSize);
    this.checkpoints = new CheckpointStream(store, this.key, source);
    this.intake = new Intake(store, described, this.waiting, { checkpoint: this.checkpoints.last(), liveFrom }, () => this.act());
  }

  get isFull(): boolean {
    const { maxSubscriberCount } = this.described.settings;
    return maxSubscriberCount !== 0 && this.consumers.size >= maxSubscriberCount;
  }

  join(consumer: Consumer): void {
    this.consumers.add(consumer);
    this.strategy.joined(consumer);
    consumer.call.onOver(() => this.leave(consumer));
    if (this.intake.gone) consumer.call.fail(dropped(this.described));
    this.push();
  }

  /** A consumer has dealt with these events, whoever it was that had them. */
  acknowledge(ids: readonly string[]): void {
    for (const id of ids) {
      const held = this.outstanding.get(id);
      if (held?.consumer) this.finish(held.message);
    }
    this.act();
  }

  refuse(ids: readonly string[], refusal: Refusal, reason: string): void {
    for (const id of ids) {
      const held = this.outstanding.get(id);
      if (!held?.consumer) continue;
      if (refusal === 'retry') this.retryOrPark(held.message);
      else if (refusal === 'park') this.park(held.message, `Client explicitly NAK'ed message.\n${reason}`);
      // The real server does not stop: the event is done with.
      else this.finish(held.message);
    }
    this.act();
  }

  /** Sends parked events again, up to a revision of their stream. */
  replay(stopAt: number): void {
    this.parked.startReplay(stopAt);
    this.act();
  }

  /** Once a second: what took too long goes to another, and a checkpoint may be due. @param now milliseconds */
  tick(now: number): void {
    for (const { message, expires } of [...this.outstanding.values()]) if (expires <= now) this.retryOrPark(message);
    this.parked.truncate();
    this.keepCheckpoint(true);
    this.act();
  }

  /** Seconds, and events sent, since the figures were last asked for. */
  sinceLastLook(): { seconds: number; recent: number } {
    const now = performance.now();
    const since = { seconds: (now - this.looked.at) / 1000, recent: this.total - this.looked.total };
    this.looked = { at: now, total: this.total };
    return since;
  }

  /** Lets go of the consumers, and follows nothing any more. */
  close(): void {
    this.closed = true;
    this.intake.close();
    this.dropConsumers();
  }

  /** Removes what the group has kept. */
  remove(): void {
    this.checkpoints.remove();
    this.parked.remove();
  }

  private act(): void {
    if (this.closed) return;
    if (this.intake.gone) return this.dropConsumers();
    this.keepCheckpoint(false);
    while (this.parked.replaying && this.waiting.hasRoomFor(this.intake.page)) this.takeReplay();
    this.intake.readOn();
    this.push();
  }

  private takeReplay(): void {
    for (const event of this.parked.takeReplay(this.intake.page))
      this.waiting.addAgain(toMessage(this.store, event, event.revision, true, true));
  }

  /** Sends what consumers can take, once for all that happens in one turn. */
  private push(): void {
    if (this.pushing) return;
    this.pushing = true;
    queueMicrotask(() => {
      this.pushing = false;
      if (this.closed) return;
      this.waiting.offer((message) => this.send(message));
      for (const consumer of this.consumers) {
        consumer.flush();
        consumer.whenTaken(() => this.push());
      }
      this.intake.readOn();
    });
  }

  private send(message: Message): Sending {
    // One id at a time: two events under the same one could not be told apart by who acknowledges them.
    if (this.outstanding.has(message.id)) return 'skipped';
    const consumer = this.strategy.choose(message);
    if (typeof consumer === 'string') return consumer;
    consumer.send(message);
    this.total += 1;
    this.outstanding.set(message.id, { message, consumer, expires: Date.now() + this.described.settings.messageTimeout });
    return 'sent';
  }

  private release({ id }: Message): void {
    this.outstanding.get(id)?.consumer?.release(id);
  }

  private finish(message: Message): void {
    this.release(message);
    this.outstanding.delete(message.id);
    if (message.replayed) this.parked.done(message.place);
    else this.intake.progress.done(message);
  }

  private retry(message: Message): void {
    this.release(message);
    this.outstanding.delete(message.id);
    message.retries += 1;
    this.waiting.addAgain(message);
  }

  private retryOrPark(message: Message): void {
    const { maxRetryCount } = this.described.settings;
    if (message.retries < maxRetryCount) this.retry(message);
    else this.park(message, `Reached retry count of ${maxRetryCount}`);
  }

  /** Until it is durable that the event is parked it is not done with; if that fails it is tried again, as after any failure. */
  private park(message: Message, reason: string): void {
    this.release(message);
    const held: Outstanding = { message, consumer: undefined, expires: Infinity };
    this.outstanding.set(message.id, held);
    this.parked.park(message, reason, (isParked) => {
      if (this.closed) return;
      if (!isParked) held.expires = Date.now();
      else this.finish(message);
      this.act();
    });
  }

  private keepCheckpoint(byClock: boolean): void {
    const place = this.intake.progress.due(byClock, Date.now());
    if (place !== undefined) this.checkpoints.write(this.intake.source.textOf(place));
  }

  private leave(consumer: Consumer): void {
    if (!this.consumers.delete(consumer)) return;
    this.strategy.left(consumer);
    if (this.closed) return;
    for (const message of [...consumer.unconfirmed.values()]) this.retry(message);
    this.push();
  }

  private dropConsumers(): void {
    for (const consumer of [...this.consumers]) consumer.call.fail(dropped(this.described));
  }
}
