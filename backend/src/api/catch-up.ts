import { Position } from '@lyceum/contracts';
import { ReadModels, type ModelName } from '@lyceum/projections';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { Refused } from '../deciding/refused.ts';
import type { ApiRequest } from './request.ts';

/** Metadata of a route: the read models that it reads. */
export const READS = 'lyceum:reads';

const PATIENCE = 5000;

/** Lets a read see what its sender has written: waits for the read models, bounded, and says how far they had got before the read. */
@Injectable()
export class CatchUp implements NestInterceptor {
  constructor(private readonly models: ReadModels) {}

  async intercept(execution: ExecutionContext, next: CallHandler) {
    const http = execution.switchToHttp();
    const models = Reflect.getMetadata(READS, execution.getHandler()) as readonly ModelName[];
    const wanted = wantedPosition(http.getRequest<ApiRequest>());
    if (wanted !== undefined && !(await this.models.waitFor(wanted, models, PATIENCE))) {
      throw new Refused({ code: 'not-yet', more: { retryAfter: 1 } });
    }
    http.getResponse<Response>().setHeader('Lyceum-Position', await this.models.reached(...models));
    return next.handle();
  }
}

function wantedPosition({ headers }: ApiRequest): Position | undefined {
  const header = headers['lyceum-position'];
  if (header === undefined) return undefined;
  const position = Position.safeParse(header);
  if (position.success) return position.data;
  const message = 'Lyceum-Position takes a decimal number, as a write answered it.';
  throw new Refused({ code: 'invalid-input', errors: [{ path: 'lyceum-position', rule: 'format', message }] });
}
