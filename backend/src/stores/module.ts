import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { ReadModels } from '@lyceum/projections';
import { RootSecret, type EventLog, type ReadStore } from '@lyceum/stores';
import { Clock } from '../api/clock.ts';
import { CONFIG, type Config } from '../config.ts';
import { Streams } from '../deciding/streams.ts';
import { Log } from '../log.ts';
import { decisionsMeasured } from '../measures/decisions.ts';
import { EVENT_LOG, READ_STORE } from './tokens.ts';

/** What the backend stands on: opened by whoever starts it, closed with the application. */
export interface Ground {
  readonly config: Config;
  readonly secret: RootSecret;
  readonly log: EventLog;
  readonly reads: ReadStore;
  readonly logger: Log;
  readonly clock?: Clock;
}

/** Gives every context the stores, the kernel over them, the clock and the log. */
@Global()
@Module({})
export class StoresModule implements OnApplicationShutdown {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    private readonly models: ReadModels,
  ) {}

  static on({ config, secret, log, reads, logger, clock = new Clock() }: Ground): DynamicModule {
    const provided = [
      { provide: CONFIG, useValue: config },
      { provide: RootSecret, useValue: secret },
      { provide: EVENT_LOG, useValue: log },
      { provide: READ_STORE, useValue: reads },
      { provide: ReadModels, useFactory: () => new ReadModels(reads) },
      { provide: Streams, useFactory: () => new Streams(log, logger, decisionsMeasured) },
      { provide: Clock, useValue: clock },
      { provide: Log, useValue: logger },
    ];
    return { module: StoresModule, providers: provided, exports: provided };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.models.close();
    await Promise.allSettled([this.log.close(), this.reads.close()]);
  }
}
