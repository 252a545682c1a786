import type { Attributes, Span, SpanKind } from '@opentelemetry/api';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Id } from '@lyceum/contracts';
import { because, causeNow } from './cause.ts';
import { ChosenIds, failed, Spans } from './spans.ts';

/** Null while nobody wants spans: then nothing of OpenTelemetry is loaded but its small API, and nothing is spent on it. */
let spans: Spans | null = null;

export const tracing = (): Spans | null => spans;

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the standard variables of OpenTelemetry ask for spans. */
export const wantsTraces = (env: Environment): boolean =>
  env['OTEL_SDK_DISABLED']?.toLowerCase() !== 'true' &&
  env['OTEL_TRACES_EXPORTER'] !== 'none' &&
  Boolean(env['OTEL_EXPORTER_OTLP_ENDPOINT'] || env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']);

/** Which share of the traces is kept. Each is kept whole: the choice goes by its id, alike in every process. */
export function shareOf({ OTEL_TRACES_SAMPLER: sampler = 'always_on', OTEL_TRACES_SAMPLER_ARG: argument }: Environment): number {
  if (sampler.endsWith('always_off')) return 0;
  const share = Number(argument ?? 1);
  return sampler.endsWith('traceidratio') && share >= 0 && share <= 1 ? share : 1;
}

/**
 * Sends spans by OTLP (HTTP, protobuf) to where the environment says, if it says so; `OTEL_SERVICE_NAME` is `service` unless it is set.
 * Gives how to end. With an exporter spans go to it at once, whatever the environment says.
 */
export async function startTracing(service: string, env: Environment, exporter?: SpanExporter): Promise<() => Promise<void>> {
  if (!exporter && !wantsTraces(env)) return async () => {};
  const [{ BatchSpanProcessor, RandomIdGenerator, SimpleSpanProcessor, TraceIdRatioBasedSampler, TracerProvider }, resources] =
    await Promise.all([import('@opentelemetry/sdk-trace'), import('@opentelemetry/resources')]);
  const ids = new ChosenIds(new RandomIdGenerator());
  const processor = exporter
    ? new SimpleSpanProcessor({ exporter })
    : new BatchSpanProcessor({ exporter: new (await import('@opentelemetry/exporter-trace-otlp-proto')).OTLPTraceExporter() });
  const named = resources.resourceFromAttributes({ 'service.name': service, 'service.namespace': 'lyceum' });
  const provider = new TracerProvider({
    resource: resources
      .defaultResource()
      .merge(named)
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    sampler: new TraceIdRatioBasedSampler(shareOf(env)),
    idGenerator: ids,
    spanProcessors: [processor],
  });
  const begun = new Spans(provider.getTracer('lyceum'), ids, () => provider.shutdown());
  spans = begun;
  return async () => {
    if (spans === begun) spans = null;
    await begun.end();
  };
}

/** Does work as a span of what is going on here. Without tracing, or where nothing is known to be going on, it is only done. */
export async function traced<T>(
  name: string,
  { kind, attributes, correlationId, parent }: { kind: SpanKind; attributes?: Attributes; correlationId?: Id; parent?: string },
  work: (span: Span | null) => Promise<T>,
): Promise<T> {
  const now = causeNow();
  const of = correlationId ?? now?.correlationId;
  if (!spans || of === undefined) return work(null);
  const above = now?.correlationId === of ? now.spanId : null;
  const span = spans.begin(name, { kind, correlationId: of, parent: above ?? parent ?? null, ...(attributes && { attributes }) });
  try {
    return await because({ correlationId: of, spanId: span.spanContext().spanId }, () => work(span));
  } catch (error) {
    failed(span, error);
    throw error;
  } finally {
    span.end();
  }
}
