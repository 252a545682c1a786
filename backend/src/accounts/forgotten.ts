import { setTimeout as pause } from 'node:timers/promises';
import type { EventOf, Id } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Streams } from '../deciding/streams.ts';
import { EVENT_LOG } from '../stores/tokens.ts';

const RETRY = 1000;

/** Follows who is forgotten, whichever backend saw to it, so that nothing of them is left in memory: states that are kept go at once. */
@Injectable()
export class Forgotten implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listeners = new Set<(personId: Id) => void>();
  private readonly stopping = new AbortController();
  private following: Promise<void> | undefined;

  constructor(
    private readonly streams: Streams,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  onApplicationBootstrap(): void {
    this.following = this.follow();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  /** Calls `listener` whenever somebody is forgotten. */
  listen(listener: (personId: Id) => void): void {
    this.listeners.add(listener);
  }

  /** Somebody is forgotten: what was kept of streams may have their name, and is read anew. */
  tell(personId: Id): void {
    this.streams.forgetAll();
    for (const listener of this.listeners) listener(personId);
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const head = await this.log.head();
        this.streams.forgetAll();
        for await (const message of this.log.news(head, signal, ['accounts.PersonForgotten.v1'])) {
          if (message.kind === 'fact') this.tell((message.fact as { data: EventOf<'accounts.PersonForgotten.v1'>['data'] }).data.personId);
        }
      } catch {
        await pause(RETRY, undefined, { signal }).catch(() => {});
      }
    }
  }
}
