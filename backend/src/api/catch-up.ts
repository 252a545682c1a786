import { setTimeout as pause } from 'node:timers/promises';
import { comparePositions, Position } from '@lyceum/contracts';
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { Refused } from '../deciding/refused.ts';
import { READ_PROGRESS, type ReadProgress } from '../stores/tokens.ts';
import type { ApiRequest } from './request.ts';

export const READS = 'lyceum:reads';

const PATIENCE = 5000;
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 160;

/** Lets a read see what its sender has written: waits for the read models, bounded, and says how far they had got before the read. */
@Injectable()
export class CatchUp implements NestInterceptor {
  constructor(
    @Inject(READ_PROGRESS) private readonly progress: ReadProgress,
    private readonly reflector: Reflector,
  ) {}

  async intercept(execution: ExecutionContext, next: CallHandler) {
    const models = this.reflector.get<readonly string[]>(READS, execution.getHandler());
    const http = execution.switchToHttp();
    const wanted = wantedPosition(http.getRequest<ApiRequest>());
    const reached = await this.reach(models, wanted);
    http.getResponse<Response>().setHeader('Lyceum-Position', reached);
    return next.handle();
  }

  private async reach(models: readonly string[], wanted: Position | undefined): Promise<Position> {
    const until = performance.now() + PATIENCE;
    for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
      const reached = await this.progress.reached(models);
      if (wanted === undefined || comparePositions(reached, wanted) >= 0) return reached;
      if (performance.now() + wait > until) throw new Refused({ code: 'not-yet', more: { retryAfter: 1 } });
      await pause(wait);
    }
  }
}

function wantedPosition(request: ApiRequest): Position | undefined {
  const header = request.headers['lyceum-position'];
  if (header === undefined) return undefined;
  const position = Position.safeParse(header);
  if (position.success) return position.data;
  const message = 'Lyceum-Position takes a decimal number, as a write answered it.';
  throw new Refused({ code: 'invalid-input', errors: [{ path: 'headers.lyceum-position', rule: 'format', message }] });
}
