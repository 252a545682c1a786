import { problemOf, type Refusal, type RefusalCode } from '@lyceum/contracts';
import { CursorInvalid } from '@lyceum/projections';
import { EventStoreUnavailable, FactsTooLarge, FactUnknown, PersonForgotten, ReadStoreUnavailable, StreamDeleted } from '@lyceum/stores';
import { Catch, HttpException, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { Refused } from '../deciding/refused.ts';
import { Log } from '../log.ts';
import { AnsweredBefore } from './requests.ts';
import type { ApiRequest } from './request.ts';
import { deliver, PROBLEM_TYPE, send, type Answer } from './send.ts';

/** Turns whatever is thrown on the way of a request into a problem document. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    if (thrown instanceof AnsweredBefore) {
      deliver(response, { ...thrown.answer, headers: { ...thrown.answer.headers, 'Idempotency-Replayed': 'true' } });
      return;
    }
    const refusal = refusalOf(thrown);
    if (REPORTED.has(refusal.code)) this.report(thrown, http.getRequest<ApiRequest>());
    await send(response, problemAnswer(refusal));
  }

  private report(thrown: unknown, request: ApiRequest): void {
    const { method, route, correlationId } = request;
    this.log.error({ err: thrown, method, route: (route as { path?: string } | undefined)?.path, correlationId }, 'A request failed');
  }
}

/** What the log is told of besides the one who asked: it is for operators to put right. */
const REPORTED = new Set<RefusalCode>(['internal-error', 'fact-unknown']);
const SET_BACK =
  'The academy runs in an older version than the one that wrote this, and cannot tell what it says. Nothing was changed. It works again as soon as the newer version runs.';

/** The answer that a refusal becomes. */
export function problemAnswer(refusal: Refusal): Answer {
  const problem = problemOf(refusal);
  const { retryAfter } = problem as { retryAfter?: unknown };
  return {
    status: problem.status,
    headers: {
      'Content-Type': PROBLEM_TYPE,
      ...(typeof retryAfter === 'number' && { 'Retry-After': String(Math.ceil(retryAfter)) }),
      ...(problem.status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    },
    body: JSON.stringify(problem),
  };
}

/** What body-parser and express throw: http-errors, recognised by their members. */
interface HttpError {
  readonly status?: unknown;
  readonly type?: unknown;
}

/** What a thrown value means to whoever asked. */
export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refused) return thrown.refusal;
  if (thrown instanceof EventStoreUnavailable) return { code: 'event-store-unavailable', more: { retryAfter: 2 } };
  if (thrown instanceof FactUnknown) return { code: 'fact-unknown', detail: SET_BACK };
  if (thrown instanceof ReadStoreUnavailable) return { code: 'read-store-unavailable', more: { retryAfter: 2 } };
  if (thrown instanceof PersonForgotten) return { code: 'person-not-found' };
  if (thrown instanceof StreamDeleted) return { code: 'not-found' };
  if (thrown instanceof FactsTooLarge) return { code: 'too-large' };
  if (thrown instanceof CursorInvalid) return badCursor;
  const status = thrown instanceof HttpException ? thrown.getStatus() : (thrown as HttpError | null)?.status;
  switch (status) {
    case 400:
      return malformed(thrown instanceof HttpException ? thrown.cause : thrown);
    case 404:
    case 405:
      return { code: 'not-found' };
    case 413:
      return { code: 'too-large' };
    case 415:
      return { code: 'unsupported-media-type' };
    default:
      return { code: 'internal-error' };
  }
}

const badCursor: Refusal = {
  code: 'invalid-input',
  errors: [{ path: 'cursor', rule: 'format', message: 'A cursor is what the former page gave as `next`.' }],
};

function malformed(cause: unknown): Refusal {
  const problem = (rule: string, message: string): Refusal => ({ code: 'invalid-input', errors: [{ path: '', rule, message }] });
  if (cause instanceof URIError) return problem('encoding', 'The address is not percent-encoded UTF-8.');
  if ((cause as HttpError | undefined)?.type !== 'entity.parse.failed') return problem('http', 'The request is not well-formed.');
  return problem('json', 'The body is not valid JSON.');
}
