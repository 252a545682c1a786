import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { newId, type Change } from '@lyceum/contracts';
import { because, causeOfLine, spanOfFact, startTracing, traced, traceIdOf, tracing, SpanKind } from '@lyceum/stores';
import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DueCommands } from '../../backend/src/automation/due-commands.ts';
import type { Person } from '../harness/client.ts';
import { bookSoon, offerAlways } from '../harness/consultations.ts';
import { reacting } from '../harness/reacting.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

type Exporter = NonNullable<Parameters<typeof startTracing>[2]>;
type Told = Parameters<Exporter['export']>[0][number];

/** What was told, by the process of the test, which is backend and projections at once. */
const told: Told[] = [];
const exporter: Exporter = {
  export: (spans, done) => {
    told.push(...spans);
    done({ code: 0 });
  },
  shutdown: async () => {},
};
const lines: Record<string, unknown>[] = [];
const output = new PassThrough().on('data', (line: Buffer) => lines.push(JSON.parse(line.toString()) as Record<string, unknown>));

let end: () => Promise<void>;
let house: House;
let backend: Backend;
let [admin, inge, ann]: Person[] = [];
let socket: Socket;

beforeAll(async () => {
  end = await startTracing('lyceum-test', {}, exporter);
  house = await House.build();
  backend = await house.backend({ logger: pino({ mixin: causeOfLine }, output) });
  admin = await backend.api.signIn(ADMIN);
  await reacting(admin);
  [inge, ann] = [await backend.api.person('Inge Instructor', ['instructor'], admin), await backend.api.person('Ann Onymous')];
  socket = io(backend.url, { auth: { token: inge.token }, transports: ['websocket'], forceNew: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
});
afterAll(async () => {
  socket?.disconnect();
  await house?.close();
  await end?.();
});

const inTrace = (requestId: string) => told.filter((span) => span.spanContext().traceId === traceIdOf(requestId));
const named = (spans: readonly Told[], name: string | RegExp) =>
  spans.find((span) => (typeof name === 'string' ? span.name === name : name.test(span.name)));
/** The names of a span and of all above it, the innermost first. */
function way(spans: readonly Told[], from: Told): string[] {
  const above = spans.find((span) => span.spanContext().spanId === from.parentSpanContext?.spanId);
  return [from.name, ...(above ? way(spans, above) : [])];
}

test('one request is one trace, from its coming in over command, append, fact and folding to what is pushed', async () => {
  const { courseId } = await inge!.post<{ courseId: string }>('/api/courses', { title: 'Traced', summary: 'Nobody' });
  await socket.timeout(15_000).emitWithAck('join', { room: `course:${courseId}` });
  const heard = new Promise<Change>((resolve) => socket.on('change', (change: Change) => change.model === 'courses' && resolve(change)));
  const { headers, status } = await inge!.try('POST', `/api/courses/${courseId}/publication`, undefined, {
    headers: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` },
  });
  expect(status).toBeLessThan(300);
  await heard;
  const requestId = headers.get('x-request-id')!;
  const names = await until(
    'the push is told, and all above it is over',
    () => {
      const push = named(inTrace(requestId), 'push courses');
      const up = push ? way(inTrace(requestId), push) : [];
      return up.at(-1)?.startsWith('POST') && up;
    },
    { seconds: 20 },
  );
  const spans = inTrace(requestId);
  expect(names).toEqual([
    'push courses',
    'project courses.CoursePublished.v1',
    'courses.CoursePublished.v1',
    'append course',
    'PublishCourse',
    'POST /api/courses/:id/publication',
  ]);
  const root = named(spans, /^POST/)!;
  expect(root.attributes).toMatchObject({ 'http.route': '/api/courses/:id/publication', 'http.response.status_code': status });
  // Who asked from outside is linked to.
  expect(root.links.map(({ context }) => context.traceId)).toEqual(['a'.repeat(32)]);
  expect(named(spans, /^project/)?.attributes['lyceum.models']).toEqual(expect.arrayContaining(['courses', 'journal']));
});

test('what happens by itself because of a fact goes on with its trace', async () => {
  await offerAlways(inge!);
  ann!.saw(inge!.seen);
  await bookSoon(ann!, inge!);
  // What a span is part of ends after it.
  const names = await until(
    'it was written, and all above it is over',
    () => {
      const letter = named(told, 'mail.MailComposed.v2');
      const up = letter ? way(inTrace(letter.spanContext().traceId), letter) : [];
      return up.at(-1)?.startsWith('POST') && up;
    },
    { seconds: 40 },
  );
  expect(names.slice(0, 4)).toEqual(['mail.MailComposed.v2', 'append mail', 'TellOfBooking', 'consultations.BookingConfirmed.v1']);
  expect(names.at(-1)).toBe('POST /api/instructors/:id/bookings');
});

test('a request that is refused or fails says by which kind, and nothing that somebody wrote', async () => {
  const { headers } = await ann!.try('POST', '/api/courses', { title: 'Secret title', summary: '' });
  const failed = await until('it is told', () => named(inTrace(headers.get('x-request-id')!), /^POST/));
  expect(failed.attributes['http.response.status_code']).toBe(403);
  const everything = JSON.stringify(
    told.map(({ name, attributes, status, events, links }) => ({ name, attributes, status, events, links })),
  );
  for (const word of ['Ann', 'Inge', 'example', 'Secret title', 'Nobody', ann!.credentials.email]) expect(everything).not.toContain(word);
});

test('lines of the log bear the id of the chain that they come of', async () => {
  const dues = backend.app.get(DueCommands, { strict: false });
  dues.on('move-horizon', () => {
    throw new Error('no crystal ball');
  });
  const correlationId = newId();
  const at = new Date(Date.now() - 40 * 24 * 3_600_000).toISOString();
  await house.appendAs(
    `calendar-${inge!.personId}`,
    { correlationId, at },
    {
      type: 'consultations.HorizonMoved.v1',
      data: { instructorId: inge!.personId, until: at },
    },
  );
  const line = await until('it is logged', () => lines.find(({ what }) => what === 'move-horizon'), { seconds: 20 });
  expect(line['correlationId']).toBe(correlationId);
});

describe('tracing', () => {
  test('is off unless the standard variables ask for it, and then costs no span', async () => {
    await end();
    for (const env of [{}, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost', OTEL_SDK_DISABLED: 'true' }]) {
      await startTracing('none', env);
      expect(tracing()).toBeNull();
    }
    const before = told.length;
    const span = await because({ correlationId: newId(), spanId: null }, () =>
      traced('nothing', { kind: SpanKind.INTERNAL }, async (one) => one),
    );
    expect(span).toBeNull();
    expect(told.length).toBe(before);
  });

  test('is sent by OTLP to where they say', async () => {
    const bodies: { path: string; type: string | undefined; text: string }[] = [];
    const collector = createServer((request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        bodies.push({ path: request.url ?? '', type: request.headers['content-type'], text: Buffer.concat(chunks).toString('latin1') });
        response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
      });
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    // The exporter goes by the environment of the process.
    const former = process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = url;
    try {
      const stop = await startTracing('lyceum-backend', process.env);
      const cause = { correlationId: newId(), spanId: spanOfFact(newId()) };
      await because(cause, () => traced('sent to a collector', { kind: SpanKind.INTERNAL }, async () => {}));
      await stop();
    } finally {
      if (former === undefined) delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
      else process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = former;
      collector.close();
    }
    expect(bodies).toMatchObject([{ path: '/v1/traces', type: 'application/x-protobuf' }]);
    expect(bodies[0]?.text).toContain('sent to a collector');
    expect(bodies[0]?.text).toContain('lyceum-backend');
  });
});
