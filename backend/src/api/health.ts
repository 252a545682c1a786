import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { comparePositions } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog, ReadStore } from '@lyceum/stores';
import type { Response } from 'express';
import { z } from 'zod';
import { CONFIG, type Config } from '../config.ts';
import { EVENT_LOG, READ_STORE } from '../stores/tokens.ts';
import { Public } from './access.ts';
import { Answers } from './answers.ts';
import { Checks } from './checks.ts';

const Alive = z.object({ status: z.literal('ok') }).meta({ id: 'Alive' });
const Readiness = z
  .object({
    status: z.enum(['ready', 'not-ready']),
    checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string().optional() })),
  })
  .meta({ id: 'Readiness' });

/** Read models that are so many facts behind the head, or fewer, are near enough. */
const NEAR = 1000;
const SILENCE = 15_000;
const PATIENCE = 2500;

/** Whether the process lives, and whether everything it needs answers. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    @Inject(READ_STORE) reads: ReadStore,
    @Inject(CONFIG) { dashboardUrl }: Config,
    models: ReadModels,
    private readonly checks: Checks,
  ) {
    checks.add('eventStore', async () => (await log.head()) && null);
    checks.add('readStore', async () => ((await reads.healthy()) ? null : 'does not answer'));
    checks.add('projections', () => caughtUp(models));
    if (dashboardUrl) checks.add('dashboard', () => answers(dashboardUrl));
  }

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'Whether the process lives' })
  @Answers(200, Alive)
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Whether the stores, the read models and the dashboard answer' })
  @Answers(200, Readiness)
  @ApiResponse({ status: 503, description: 'Something does not answer yet; `checks` says what.', standardSchema: Readiness })
  async ready(@Res({ passthrough: true }) response: Response) {
    const checks = await this.checks.run();
    const ready = Object.values(checks).every(({ ok }) => ok);
    if (!ready) response.status(503);
    return { status: ready ? 'ready' : 'not-ready', checks };
  }
}

async function caughtUp(models: ReadModels): Promise<string | null> {
  const heartbeat = await models.heartbeat();
  if (!heartbeat) return 'have not run yet';
  if (Date.now() - Date.parse(heartbeat.at) > SILENCE) return 'have stopped';
  if (heartbeat.error !== null) return 'cannot go on';
  const behind = comparePositions(heartbeat.position, heartbeat.head) < 0;
  if (behind && heartbeat.lagEvents > NEAR) return `are ${heartbeat.lagEvents} facts behind`;
  return null;
}

async function answers(dashboard: URL): Promise<string | null> {
  const answer = await fetch(dashboard, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) });
  return answer.status >= 500 ? `answers ${answer.status}` : null;
}
