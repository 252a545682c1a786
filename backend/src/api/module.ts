import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { Checks } from './checks.ts';
import { Cookies } from './cookies.ts';
import { HealthController } from './health.ts';
import { MetricsController } from './metrics.ts';
import { Requests } from './requests.ts';

/** What every context's routes rest on. */
@Global()
@Module({
  controllers: [HealthController, MetricsController],
  providers: [Checks, Requests, { provide: Cookies, inject: [CONFIG], useFactory: (config: Config) => new Cookies(config) }],
  exports: [Checks, Requests, Cookies],
})
export class ApiModule {}
