import type { Present } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../api/clock.ts';
import { Log } from '../../log.ts';
import { Signs } from './signs.ts';

type Tell = (present: Present) => void;

/** What changes is told of so often at most, in milliseconds. */
const EVERY = 500;

/** How many people are here at the moment, and tells who wants to know when that changes. */
@Injectable()
export class Census implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly listeners = new Set<{ readonly wanted: () => boolean; readonly tell: Tell }>();
  private ends: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private told = '';

  constructor(
    private readonly signs: Signs,
    private readonly models: ReadModels,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.ends = [
      this.signs.listen(() => this.changed()),
      this.models.changes((message) => {
        if (message.kind === 'changed' && message.change.model === 'attempts') this.changed();
      }),
    ];
  }

  beforeApplicationShutdown(): void {
    for (const end of this.ends) end();
    clearTimeout(this.timer);
  }

  /** Calls `tell` with each change for as long as it is `wanted`; gives the function that ends it. */
  listen(wanted: () => boolean, tell: Tell): () => void {
    const listener = { wanted, tell };
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** In a quiz is who is on line with an attempt that still runs. @throws ReadStoreUnavailable */
  async count(): Promise<Present> {
    const online = new Set(this.signs.all('online').map(({ personId }) => personId));
    const inRoom = new Set([...this.signs.all('webinar'), ...this.signs.all('room')].map(({ personId }) => personId));
    const inQuiz = await this.models.attempts.under([...online], this.clock.now());
    return { online: online.size, inQuiz: inQuiz.size, inRoom: inRoom.size };
  }

  private changed(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.spread().catch((err: unknown) => this.log.debug({ err }, 'Who is here cannot be counted at the moment'));
    }, EVERY).unref();
  }

  private async spread(): Promise<void> {
    const wanting = [...this.listeners].filter(({ wanted }) => wanted());
    if (wanting.length === 0) return;
    const present = await this.count();
    const text = JSON.stringify(present);
    if (text === this.told) return;
    this.told = text;
    for (const { tell } of wanting) tell(present);
  }
}
