import {
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Span,
  type SpanKind,
  type Tracer,
} from '@opentelemetry/api';
import type { IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';
import type { Id } from '@lyceum/contracts';
import { traceIdOf } from './ids.ts';

/** What a span is begun with. Times in milliseconds since the epoch. Attributes say nothing personal: kinds and ids, never names or texts. */
export interface SpanOf {
  readonly kind: SpanKind;
  readonly correlationId: Id;
  /** Its own id, where others have to know it; by chance without. */
  readonly id?: string;
  readonly parent: string | null;
  readonly attributes?: Attributes;
  readonly start?: number;
  /** The span of whoever called from outside, as W3C's `traceparent` named it. */
  readonly caller?: { readonly traceId: string; readonly spanId: string } | null;
}

/** Gives a span the ids that were chosen for it; it is begun in the same breath. */
export class ChosenIds implements IdGenerator {
  readonly #random: RandomIdGenerator;
  #chosen: { readonly trace: string; readonly span: string | undefined } | null = null;

  constructor(random: RandomIdGenerator) {
    this.#random = random;
  }

  choose(traceId: string, spanId: string | undefined): void {
    this.#chosen = { trace: traceId, span: spanId };
  }

  generateTraceId(): string {
    return this.#chosen?.trace ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#chosen?.span ?? this.#random.generateSpanId();
  }
}

/** Spans of the academy: each belongs to the trace of its chain of causes. */
export class Spans {
  readonly #tracer: Tracer;
  readonly #ids: ChosenIds;
  /** Sends what is kept, and ends. */
  readonly end: () => Promise<void>;

  constructor(tracer: Tracer, ids: ChosenIds, end: () => Promise<void>) {
    this.#tracer = tracer;
    this.#ids = ids;
    this.end = end;
  }

  /** Begins a span; whoever asks ends it. */
  begin(name: string, { kind, correlationId, id, parent, attributes, start, caller }: SpanOf): Span {
    const traceId = traceIdOf(correlationId);
    this.#ids.choose(traceId, id);
    const within =
      parent === null
        ? ROOT_CONTEXT
        : trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parent, traceFlags: TraceFlags.SAMPLED, isRemote: true });
    const links = caller ? [{ context: { ...caller, traceFlags: TraceFlags.NONE } }] : [];
    return this.#tracer.startSpan(
      name,
      { kind, links, root: parent === null, ...(attributes && { attributes }), ...(start !== undefined && { startTime: start }) },
      within,
    );
  }

  /** A span that is over already. */
  tell(name: string, of: SpanOf & { readonly start: number; readonly end: number }): void {
    this.begin(name, of).end(of.end);
  }
}

/** Says that what the span is about went wrong, by the kind of failure: a message may have something personal in it. */
export function failed(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof Error ? error.constructor.name : typeof error);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
