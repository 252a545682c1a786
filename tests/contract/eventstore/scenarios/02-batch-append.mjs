import { randomUUID } from 'node:crypto';
import { contents, facts } from '../kit/states.mjs';

export default [
  {
    name: 'batch append: one correlation in several chunks',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const id = randomUUID();
      const call = raw.batch();
      call.send({ id, stream: name, expected: 'no_stream', events: [{ type: 'a' }], final: false });
      call.send({ id, options: false, events: [{ type: 'b' }, { type: 'c' }], final: false });
      const before = await call.settle();
      const answeredEarly = before.length;
      call.send({ id, options: false, events: [], final: true });
      await call.until(1);
      return { answeredEarly, answers: call.stop(), then: await contents(client, name) };
    },
  },
  {
    name: 'batch append: options in each chunk, the first ones count',
    run: async ({ client, raw, unique }) => {
      const [one, other] = [unique('one'), unique('other')];
      const id = randomUUID();
      const call = raw.batch();
      call.send({ id, stream: one, expected: 'no_stream', events: [{ type: 'a' }], final: false });
      call.send({ id, stream: other, expected: 5, events: [{ type: 'b' }], final: true });
      await call.until(1);
      return { answers: call.stop(), one: await contents(client, one), other: await contents(client, other) };
    },
  },
  {
    name: 'batch append: several correlations interleaved',
    run: async ({ client, raw, unique }) => {
      const names = ['one', 'two', 'three'].map(unique);
      const ids = names.map(() => randomUUID());
      const call = raw.batch();
      for (const [index, stream] of names.entries())
        call.send({ id: ids[index], stream, expected: 'no_stream', events: [{ type: 'first' }], final: false });
      for (const index of [2, 0, 1]) {
        call.send({ id: ids[index], options: false, events: [{ type: 'last' }] });
        await call.until(call.entries.length + 1);
      }
      const answered = call.stop().map((answer) => ids.indexOf(answer.correlationId));
      return { answered, then: await Promise.all(names.map((name) => contents(client, name))) };
    },
  },
  {
    name: 'batch append: a correlation used again after its answer',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const id = randomUUID();
      const call = raw.batch();
      call.send({ id, stream: name, expected: 'no_stream', events: [{}] });
      await call.until(1);
      call.send({ id, stream: name, expected: 0, events: [{}] });
      await call.until(2);
      return { answers: call.stop(), then: await contents(client, name) };
    },
  },
  {
    name: 'batch append: chunks of an unknown correlation get no answer',
    run: async ({ raw }) => {
      const call = raw.batch();
      call.send({ options: false, events: [{}] });
      await call.settle(300);
      return call.stop();
    },
  },
  {
    name: 'batch append: deadlines',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const call = raw.batch();
      const ask = async (given) => {
        const before = call.entries.length;
        call.send({ stream: name, events: [{}], ...given });
        await call.until(before + 1);
        return call.entries[before];
      };
      return {
        past: await ask({ deadline: new Date(Date.now() - 60_000) }),
        epoch: await ask({ deadline: new Date(0) }),
        pastAndWrongExpectation: await ask({ deadline: new Date(Date.now() - 60_000), expected: 7 }),
        future: await ask({ deadline: new Date(Date.now() + 60_000) }),
        farFuture: await ask({ deadline: new Date(253402300799000) }),
        never: await ask({}),
        then: await contents(client, name),
        stopped: call.stop().length,
      };
    },
  },
  {
    name: 'batch append: a correlation that is never finished times out',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const id = randomUUID();
      const call = raw.batch();
      call.send({ id, stream: name, deadline: new Date(Date.now() + 500), events: [{}], final: false });
      await call.until(1, 4000);
      call.send({ id, options: false, events: [{}] });
      await call.settle(200);
      const answers = call.stop();
      return {
        answers,
        sameCorrelation: answers.map((answer) => answer.correlationId === `structured ${id}`),
        then: await contents(client, name),
      };
    },
  },
  {
    name: 'batch append: incomplete requests',
    run: async ({ raw, unique }) => {
      const outcomes = {};
      const ask = async (label, request) => {
        const call = raw.batch();
        call.send(request);
        await call.until(1, 700);
        outcomes[label] = call.stop();
      };
      const stream = unique();
      await ask('no stream', { events: [{}] });
      await ask('no expectation', { stream, expected: 'unset', events: [{}] });
      await ask('no type', { stream, events: [{ type: null }] });
      await ask('no content type', { stream, events: [{ contentType: null }] });
      await ask('no id', { stream, events: [{ id: null }] });
      await ask('not an id', { stream, events: [{ id: 'not-a-uuid' }] });
      await ask('empty stream name', { stream: '', events: [{}] });
      return outcomes;
    },
  },
  {
    name: 'batch append: half-closing the call',
    run: async ({ raw, unique }) => {
      const observe = async (call) => {
        call.end();
        const ended = await Promise.race([call.ended, call.settle(700).then(() => 'still open')]);
        return { answers: call.stop().length, ended };
      };
      const idle = raw.batch();
      idle.send({ stream: unique('answered'), events: [{}] });
      await idle.until(1);
      return { afterTheAnswer: await observe(idle), withNothingSent: await observe(raw.batch()) };
    },
  },
  {
    name: 'batch append: an error leaves the call usable',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const call = raw.batch();
      for (const expected of [4, 'no_stream', 'no_stream', 0]) {
        const before = call.entries.length;
        call.send({ stream: name, expected, events: [{}] });
        await call.until(before + 1);
      }
      return { answers: call.stop(), then: await contents(client, name) };
    },
  },
  {
    name: 'batch append: many appends at once are answered in the order sent',
    run: async ({ raw, unique }) => {
      const name = unique();
      const ids = Array.from({ length: 200 }, () => randomUUID());
      const call = raw.batch();
      for (const id of ids) call.send({ id, stream: name, events: [{}] });
      await call.until(ids.length);
      const answers = call.stop();
      return {
        inOrder: answers.every((answer, index) => answer.correlationId === ids[index]),
        revisions: answers.every((answer, index) => answer.success?.currentRevision === String(index)),
      };
    },
  },
  {
    name: 'batch append: a thousand events of the client, many appends at once',
    run: async ({ client, unique }) => {
      const [one, many] = [unique('one'), unique('many')];
      const big = await client.appendToStream(one, facts(1000));
      const small = await Promise.all(facts(100).map((fact) => client.appendToStream(many, fact)));
      return {
        big,
        last: (await contents(client, one)).at(-1),
        revisions: small.map((result) => Number(result.nextExpectedRevision)).every((revision, index) => revision === index),
      };
    },
  },
];
