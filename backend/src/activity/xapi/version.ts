import { XAPI_VERSION } from '@lyceum/contracts';
import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Response } from 'express';
import { Refused } from '../../deciding/refused.ts';
import type { ApiRequest } from '../../api/request.ts';

const HEADER = 'X-Experience-API-Version';

/** Says which version of xAPI is spoken here, also with a refusal, and speaks no other. */
@Injectable()
export class SpeaksXapi implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler) {
    const http = execution.switchToHttp();
    http.getResponse<Response>().setHeader(HEADER, XAPI_VERSION);
    const version = http.getRequest<ApiRequest>().headers[HEADER.toLowerCase()];
    if (typeof version === 'string' && /^1\.0(?:\.\d+)?$/.test(version)) return next.handle();
    const message = `This header names a version of xAPI from 1.0.0 on, such as ${XAPI_VERSION}.`;
    throw new Refused({ code: 'invalid-input', errors: [{ path: HEADER.toLowerCase(), rule: 'version', message }] });
  }
}

export const Xapi = () =>
  applyDecorators(
    UseInterceptors(SpeaksXapi),
    ApiHeader({ name: HEADER, required: true, description: `The version of xAPI: ${XAPI_VERSION}.` }),
  );
