import { SpanKind } from '@opentelemetry/api';
import type { Fact } from '@lyceum/contracts';
import { spanOfFact } from '../tracing/ids.ts';
import type { Spans } from '../tracing/spans.ts';
import { traced } from '../tracing/tracing.ts';
import { derivedId } from './derived-id.ts';
import type { AppendContext, Appended } from './types.ts';

/** The kind of a stream, which names nobody. */
const kindOf = (stream: string): string => stream.slice(0, Math.max(0, stream.indexOf('-')));

/** An append as a span, and each fact of it as one below, which those who get the fact go on with. */
export function tracedAppend(
  spans: Spans,
  stream: string,
  facts: readonly Fact[],
  { correlationId, commandId }: AppendContext,
  append: () => Promise<Appended>,
): Promise<Appended> {
  const attributes = { 'db.system.name': 'eventstoredb', 'lyceum.stream.kind': kindOf(stream), 'lyceum.facts': facts.length };
  return traced(`append ${kindOf(stream)}`, { kind: SpanKind.CLIENT, correlationId, attributes }, async (span) => {
    const start = Date.now();
    const appended = await append();
    span?.setAttribute('lyceum.position', appended.position);
    facts.forEach(({ type }, at) => {
      const id = derivedId(commandId, String(at));
      spans.tell(type, {
        kind: SpanKind.PRODUCER,
        correlationId,
        id: spanOfFact(id),
        parent: span?.spanContext().spanId ?? null,
        attributes: { 'lyceum.fact.type': type, 'lyceum.fact.id': id, 'lyceum.stream.kind': kindOf(stream) },
        ...{ start, end: Date.now() },
      });
    });
    return appended;
  });
}
