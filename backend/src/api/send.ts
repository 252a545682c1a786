import type { Response } from 'express';
import type { ApiRequest } from './request.ts';

/** An answer as it goes out, and as a repeated request gets it again. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, or null for an empty answer. */
  readonly body: string | null;
}

export const JSON_TYPE = 'application/json; charset=utf-8';
export const PROBLEM_TYPE = 'application/problem+json';

/** Sends an answer; that of a request with an Idempotency-Key is recorded first. */
export async function send(response: Response, answer: Answer): Promise<void> {
  const { keep } = response.req as ApiRequest;
  if (keep) await keep(answer);
  deliver(response, answer);
}

/** Writes an answer out. Nobody may be there any more: that is no error. */
export function deliver(response: Response, { status, headers, body }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = status;
  for (const name in headers) response.setHeader(name, headers[name]!);
  if (body === null) {
    response.end();
    return;
  }
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}
