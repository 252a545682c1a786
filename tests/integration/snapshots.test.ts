import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { newId, type Id } from '@lyceum/contracts';
import { EventStoreUnavailable, type Snapshot } from '@lyceum/stores';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rosters } from '../../backend/src/enrolments/roster.ts';
import { Streams } from '../../backend/src/deciding/streams.ts';
import { until } from '../harness/until.ts';
import { command, ReadSide } from './projections-academy.ts';

let side: ReadSide;
let official: EventStoreDBClient;

beforeEach(async () => {
  side = await ReadSide.start();
  official = EventStoreDBClient.connectionString(side.eventStoreUrl);
});

afterEach(async () => {
  await official.dispose();
  await side.stop();
});

const STREAM = 'course-1';
const snapshot = (revision: number): Snapshot => ({ version: 1, revision, position: '64', state: { list: ['é', null, 0.1] } });

test('the newest snapshot is found, as it was kept, by who asks for its version', async () => {
  expect(await side.log.snapshots.find(STREAM, 1)).toBeNull();
  await side.log.snapshots.keep(STREAM, snapshot(3));
  await side.log.snapshots.keep(STREAM, snapshot(7));
  expect(await side.log.snapshots.find(STREAM, 1)).toEqual(snapshot(7));
  expect(await side.log.snapshots.find(STREAM, 2)).toBeNull();
});

test('only the newest is there to be read', async () => {
  for (const revision of [1, 2, 3]) await side.log.snapshots.keep(STREAM, snapshot(revision));
  const revisions: bigint[] = [];
  for await (const { event } of official.readStream(`snapshot-${STREAM}`)) revisions.push(event!.revision);
  expect(revisions).toEqual([2n]);
});

test('one that is not what was written is thrown away, and the next takes its place', async () => {
  const data = { version: 1, revision: 3, position: '64', state: Buffer.from('no gzip').toString('base64') };
  for (const wrong of [data, { ...data, revision: -1 }, { version: 1 }, 'nothing of the kind']) {
    await official.appendToStream(`snapshot-${STREAM}`, jsonEvent({ type: 'snapshots.SnapshotTaken.v1', data: wrong }));
    expect(await side.log.snapshots.find(STREAM, 1)).toBeNull();
  }
  await side.log.snapshots.keep(STREAM, snapshot(3));
  expect(await side.log.snapshots.find(STREAM, 1)).toEqual(snapshot(3));
});

test('the feed of facts and its head know nothing of them', async () => {
  const { position } = await side.log.append(STREAM, [{ type: 'courses.CoursePublished.v1', data: { courseId: '1' } }], 'any', command());
  await side.log.snapshots.keep(STREAM, snapshot(0));
  expect(await side.log.head()).toBe(position);
  const enough = new AbortController();
  const fed: string[] = [];
  for await (const message of side.log.feed(null, enough.signal)) {
    if (message.kind === 'fact') fed.push(message.fact.type);
    if (message.kind === 'caught-up') enough.abort();
  }
  expect(fed).toEqual(['courses.CoursePublished.v1']);
});

test('after the stream of snapshots was deleted they are kept again', async () => {
  await side.log.snapshots.keep(STREAM, snapshot(3));
  await official.deleteStream(`snapshot-${STREAM}`);
  expect(await side.log.snapshots.find(STREAM, 1)).toBeNull();
  await side.log.snapshots.keep(STREAM, snapshot(4));
  expect(await side.log.snapshots.find(STREAM, 1)).toEqual(snapshot(4));
});

test('while the event store is away it is said so', async () => {
  await side.stopEventStore();
  await expect(side.log.snapshots.find(STREAM, 1)).rejects.toThrow(EventStoreUnavailable);
  await side.startEventStore();
});

test('a process that starts decides on a long roster from its snapshot, without the document store', async () => {
  await side.stopMongo();
  const courseId: Id = newId();
  const students = Array.from({ length: 700 }, () => newId());
  const quiet = { warn: () => {} };
  const facts = students.map((studentId) => ({ type: 'enrolments.StudentEnrolled.v1', data: { courseId, studentId, again: false } }));
  await side.log.append(`roster-${courseId}`, facts, 'no-stream', command());
  const whole = await new Streams(side.log, quiet).look(rosters, courseId);
  const kept = await until('a snapshot is there', () => side.log.snapshots.find(`roster-${courseId}`, 1));
  expect(kept).toMatchObject({ revision: 699, state: { taken: 700 } });
  const late = { type: 'enrolments.StudentLeft.v1', data: { courseId, studentId: students[5] } };
  await side.log.append(`roster-${courseId}`, [late], 699, command());
  const { state, revision } = await new Streams(side.log, quiet).look(rosters, courseId);
  expect(revision).toBe(700);
  expect(state).toEqual(rosters.evolve(whole.state, late as Parameters<typeof rosters.evolve>[1]));
  await side.startMongo();
});
