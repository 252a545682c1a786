import { setTimeout as sleep } from 'node:timers/promises';
import { laterPosition, type Change, type JoinAnswer, type Position } from '@lyceum/contracts';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inParallel, makeAcademy, type Academy } from '../harness/academy.ts';
import { Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { cuttableWire } from '../harness/cuttable.ts';

let product: Product;
let academy: Academy;
let wire: Awaited<ReturnType<typeof cuttableWire>>;
let socket: Socket;

beforeAll(async () => {
  product = await Product.start();
  academy = await makeAcademy(product, { students: 10, questions: 2 });
  wire = await cuttableWire(product.url);
}, 300_000);

afterAll(async () => {
  socket?.disconnect();
  wire?.close();
  await product?.stop();
});

/** A screen that stays in a room: it joins again after every drop, from the last position it knows of. */
function screen(url: string, token: string, room: string) {
  const changes: Change[] = [];
  const seen = { position: null as Position | null, joins: 0 };
  const saw = (position: Position) => (seen.position = seen.position === null ? position : laterPosition(seen.position, position));
  socket = io(url, { auth: { token }, transports: ['websocket'], reconnectionDelay: 20, reconnectionDelayMax: 50 });
  socket.on('connect', async () => {
    const answer = (await socket.emitWithAck('join', { room, ...(seen.position !== null && { since: seen.position }) })) as JoinAnswer;
    if (!answer.ok) throw new Error(`the room was refused: ${answer.code}`);
    saw(answer.position);
    seen.joins++;
  });
  socket.on('change', (change: Change) => {
    changes.push(change);
    saw(change.position);
  });
  return { changes, seen };
}

test('a client that is cut off again and again misses no row and gets none twice', async () => {
  const { changes, seen } = screen(wire.url, academy.instructor.token, `course:${academy.courseId}`);
  await until('the room was joined', () => seen.joins === 1);
  const ending = new AbortController();
  const positions = new Map<string, Position>();
  const working = inParallel(academy.students, academy.students.length, async (student) => {
    while (!ending.signal.aborted) {
      const { attemptId, paper } = await student.startAttempt(academy.quizId);
      await student.submit(attemptId, academy.answers(paper));
      positions.set(student.personId, student.seen!);
    }
  });
  for (let round = 0; round < 8; round++) {
    await sleep(150 + round * 40);
    const joins = seen.joins;
    wire.cut();
    await sleep(round % 2 === 0 ? 20 : 400);
    wire.mend();
    await until('the room was joined again', () => seen.joins > joins);
  }
  ending.abort();
  await working;

  const lines = () => changes.filter(({ model }) => model === 'gradebook');
  const lastOf = (studentId: string) => lines().findLast(({ key }) => key.includes(studentId))?.position;
  await until('the newest line of every student has arrived', () => [...positions].every(([id, position]) => lastOf(id) === position), {
    seconds: 20,
  }).catch(() => undefined);
  expect(new Map(academy.students.map(({ personId }) => [personId, lastOf(personId)]))).toEqual(positions);
  const names = changes.map(({ model, key, position }) => `${model} ${key} at ${position}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(lines().length).toBeGreaterThan(academy.students.length);
});
