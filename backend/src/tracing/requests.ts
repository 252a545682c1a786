import { newId, type Id } from '@lyceum/contracts';
import { because, SpanKind, tracing } from '@lyceum/stores';
import type { Request, RequestHandler, Response } from 'express';
import type { ApiRequest } from '../api/request.ts';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** The span of whoever asks, where it names one: it is linked to, since the trace is that of the request's own chain. */
export function callerOf(traceparent: string | undefined): { readonly traceId: string; readonly spanId: string } | null {
  const [, traceId, spanId] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  return traceId && spanId ? { traceId, spanId } : null;
}

/** Gives each request the id of the chain that it begins: lines of the log and the spans of all that comes of it bear it. */
export const identify: RequestHandler = (request, response, next) => {
  const correlationId = newId();
  (request as ApiRequest).correlationId = correlationId;
  response.setHeader('X-Request-Id', correlationId);
  because({ correlationId, spanId: spanOf(request, response, correlationId) }, next);
};

/** Begins the span of a request, which ends with its answer. */
function spanOf(request: Request, response: Response, correlationId: Id): string | null {
  const spans = tracing();
  if (!spans) return null;
  const { method, headers } = request;
  const traceparent = typeof headers['traceparent'] === 'string' ? headers['traceparent'] : undefined;
  const attributes = { 'http.request.method': method };
  const span = spans.begin(method, { kind: SpanKind.SERVER, correlationId, parent: null, attributes, caller: callerOf(traceparent) });
  response.once('close', () => {
    // The route's pattern, never the address: that has ids in it.
    const route = (request.route as { path?: string } | undefined)?.path;
    if (route !== undefined) span.updateName(`${method} ${route}`).setAttribute('http.route', route);
    span.setAttribute('http.response.status_code', response.writableFinished ? response.statusCode : 499);
    if (response.statusCode >= 500) span.setAttribute('error.type', String(response.statusCode));
    span.end();
  });
  return span.spanContext().spanId;
}
