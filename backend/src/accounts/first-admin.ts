import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Checks } from '../api/checks.ts';
import { Clock } from '../api/clock.ts';
import { CONFIG, type Config } from '../config.ts';
import { firstTry } from '../deciding/context.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { Log } from '../log.ts';
import { ACADEMY, admins } from './admins.ts';
import { EmailIndex, emails } from './email.ts';
import { people } from './person.ts';
import { Register } from './register.ts';
import { RoleBook } from './role-book.ts';

/** How long to wait before the next look, in milliseconds. */
const RETRY = 1000;
const RACED = 100;

/** Makes the first admin at the start, where there is none: several backends that start at once make one. */
@Injectable()
export class FirstAdmin implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private done = false;
  private making: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly index: EmailIndex,
    private readonly book: RoleBook,
    private readonly clock: Clock,
    private readonly log: Log,
    checks: Checks,
  ) {
    if (config.firstAdmin) checks.add('firstAdmin', () => (this.done ? null : 'has not been made yet'));
  }

  onApplicationBootstrap(): void {
    const { firstAdmin } = this.config;
    if (firstAdmin) this.making = this.make(firstAdmin);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.making;
  }

  private async make(credentials: { readonly email: string; readonly password: string }): Promise<void> {
    const { signal } = this.stopping;
    while (!this.done && !signal.aborted) {
      try {
        await this.once(credentials);
        this.done = true;
      } catch (error) {
        // Another backend was quicker with the address, or the event store is not there yet: the next look finds out.
        const raced = error instanceof Refused;
        if (!raced) this.log.warn({ err: error }, 'The first admin cannot be made yet');
        await pause(raced ? RACED : RETRY, undefined, { signal }).catch(() => {});
      }
    }
  }

  private async once({ email, password }: { readonly email: string; readonly password: string }): Promise<void> {
    if ((await this.streams.look(admins, ACADEMY)).state.size > 0) return;
    const context = firstTry(null, this.clock.now());
    const { owner } = (await this.streams.look(emails, this.index.of(email))).state;
    const known = owner !== null && (await this.streams.look(people, owner)).state.phase === 'registered';
    if (known) {
      await this.book.change(context, owner, { add: ['admin'], remove: [] });
      return;
    }
    const { body } = await this.commands.execute(new Register(context, { email, password, name: 'Admin' }, ['admin']));
    await this.book.appoint(context, body.personId);
    this.log.info({ personId: body.personId }, 'The first admin was made');
  }
}
