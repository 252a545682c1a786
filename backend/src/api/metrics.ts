import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { allows } from '@lyceum/contracts';
import type { Response } from 'express';
import { collectDefaultMetrics, register } from 'prom-client';
import { CONFIG, type Config } from '../config.ts';
import { Refused } from '../deciding/refused.ts';
import { Public, Who } from './access.ts';
import type { ApiRequest, Principal } from './request.ts';

if (!register.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics({ register });

const LOCAL = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The figures of this process, for operators, and for a collector on the same machine or with the token of the settings. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  @Public()
  async metrics(@Who() who: Principal | undefined, @Res({ passthrough: true }) response: Response): Promise<string> {
    const request = response.req as ApiRequest;
    const local = LOCAL.has(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined;
    if (!local && !this.isCollector(request) && !(who && allows(who.roles, 'operations.read')))
      throw new Refused({ code: who ? 'not-allowed' : 'not-signed-in' });
    response.setHeader('Content-Type', register.contentType);
    return register.metrics();
  }

  private isCollector({ headers: { authorization = '' } }: ApiRequest): boolean {
    const { metricsToken } = this.config;
    const given = Buffer.from(authorization);
    const wanted = Buffer.from(`Bearer ${metricsToken ?? ''}`);
    return metricsToken !== null && given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}
