import type { Committed } from './writer.ts';

/** Takes events that were just made durable, in order. */
export type Follower = (events: readonly Committed[]) => void;

/** Hands what was committed to whoever follows, straight from memory. */
export class Feed {
  private readonly ofAll = new Set<Follower>();
  private readonly ofStream = new Map<string, Set<Follower>>();

  /** Gives the way to stop. */
  followAll(follower: Follower): () => void {
    this.ofAll.add(follower);
    return () => void this.ofAll.delete(follower);
  }

  followStream(stream: string, follower: Follower): () => void {
    const followers = this.ofStream.get(stream) ?? new Set();
    this.ofStream.set(stream, followers.add(follower));
    return () => {
      followers.delete(follower);
      if (followers.size === 0 && this.ofStream.get(stream) === followers) this.ofStream.delete(stream);
    };
  }

  publish(events: readonly Committed[]): void {
    for (const follower of this.ofAll) follower(events);
    if (this.ofStream.size > 0) this.publishToStreams(events);
  }

  private publishToStreams(events: readonly Committed[]): void {
    const followed = new Map<string, Committed[]>();
    for (const event of events) {
      if (!this.ofStream.has(event.streamName)) continue;
      const ofStream = followed.get(event.streamName);
      if (ofStream) ofStream.push(event);
      else followed.set(event.streamName, [event]);
    }
    for (const [stream, ofStream] of followed) for (const follower of this.ofStream.get(stream) ?? []) follower(ofStream);
  }
}
