import { BackupPlace, EventsCopy } from '@lyceum/contracts';
import { EventStoreUnavailable } from '@lyceum/stores';
import { Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { CONFIG, type Config } from '../../config.ts';
import { Refused } from '../../deciding/refused.ts';

/** The node answers so far as it is the one that the academy brings along; any other knows nothing of this. */
const PATH = '/admin/backup';
/** A log of some gigabytes takes minutes. */
const PATIENCE = 600_000;

/** Copies of the event store while it runs. */
@ApiTags('operations')
@Controller('operations/backups')
export class BackupsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  @Allow('operations.change')
  @ApiOperation({ summary: 'Where the event store keeps its events' })
  @Answers(200, BackupPlace, 'store-backs-up-itself')
  place() {
    return this.ask('GET', BackupPlace);
  }

  @Post()
  @Allow('operations.change')
  @ApiOperation({ summary: 'Copy all events into one file beside them, while events are written' })
  @Answers(201, EventsCopy, 'store-backs-up-itself')
  copy() {
    return this.ask('POST', EventsCopy);
  }

  private async ask<Schema extends z.ZodType>(method: 'GET' | 'POST', schema: Schema): Promise<z.infer<Schema>> {
    const { protocol, host, searchParams } = new URL(this.config.eventStoreUrl);
    // Only a single node without TLS can be it.
    if (protocol !== 'esdb:' || searchParams.get('tls') !== 'false' || host.includes(','))
      throw new Refused({ code: 'store-backs-up-itself' });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`http://${host}${PATH}`, { method, headers, signal: AbortSignal.timeout(PATIENCE) }).catch(
      (cause: unknown) => {
        throw new EventStoreUnavailable('The event store does not answer', { cause });
      },
    );
    const body: unknown = await answer.json().catch(() => null);
    if (answer.status >= 500) throw new EventStoreUnavailable(`The event store could not be copied: ${JSON.stringify(body)}`);
    const { success, data } = schema.safeParse(body);
    if (!answer.ok || !success) throw new Refused({ code: 'store-backs-up-itself' });
    return data;
  }
}
