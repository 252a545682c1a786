import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventLog, RootSecret } from '@lyceum/stores';
import { startEventStore, type EventStoreNode } from 'lyceum-eventstore';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-demo-'));
const secret = randomBytes(32).toString('base64');
let node: EventStoreNode;

beforeAll(async () => {
  node = await startEventStore({ data: folder, port: 0 });
});
afterAll(async () => {
  await node.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the loader as the start does; ends it the hard way once it has told `until`. */
function load(until?: RegExp): Promise<{ code: number | null; lines: string[] }> {
  const args = ['--conditions=development', '--import', '@oxc-node/core/register', 'src/demo/main.ts'];
  const env = { ...process.env, EVENTSTORE_URL: node.url, MONGODB_URL: 'mongodb://127.0.0.1:9/lyceum', LYCEUM_SECRET: secret };
  const child = spawn(process.execPath, args, { cwd: 'backend', env, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (until?.test(out)) child.kill('SIGKILL');
  });
  return new Promise((done) => child.once('close', (code) => done({ code, lines: out.trim().split('\n') })));
}

async function counted(): Promise<Record<string, number>> {
  const log = openEventLog({ url: node.url, secret: new RootSecret(secret) });
  const counts: Record<string, number> = {};
  const stopping = new AbortController();
  for await (const message of log.feed(null, stopping.signal)) {
    if (message.kind === 'caught-up') stopping.abort();
    if (message.kind !== 'fact') continue;
    const { type, metadata } = message.fact;
    counts[type] = (counts[type] ?? 0) + 1;
    expect(metadata.at <= new Date().toISOString()).toBe(true);
  }
  await log.close();
  return counts;
}

test('the demo is loaded once, also when it is killed on the way', { timeout: 180_000 }, async () => {
  expect((await load(/[2-9]\d of \d+ people/)).code).toBeNull();
  const halfway = await counted();
  expect(halfway['accounts.PersonRegistered.v2'] ?? 0).toBeLessThan(100);
  const { code, lines } = await load();
  expect(code).toBe(0);
  const { logins } = JSON.parse(lines.at(-1) ?? '') as { logins: { role: string }[] };
  expect(logins.map(({ role }) => role)).toEqual(['student', 'instructor', 'admin', 'operator']);
  const loaded = await counted();
  expect(loaded['courses.CourseCreated.v1']).toBe(10);
  expect(loaded['courses.CoursePublished.v1']).toBe(9);
  expect(loaded['accounts.PersonRegistered.v2']).toBeGreaterThanOrEqual(100);
  expect(loaded['enrolments.StudentLeft.v1']).toBeGreaterThan(0);
  expect(loaded['quizzes.AttemptGraded.v2']).toBeGreaterThan(300);
  expect(loaded['quizzes.AttemptStarted.v2']).toBe((loaded['quizzes.AttemptGraded.v2'] ?? 0) + 1);
  expect(loaded['consultations.ProfileEdited.v1']).toBe(6);
  expect(loaded['consultations.BookingHeld.v1']).toBe(11);
  expect(loaded['consultations.SessionHeld.v1']).toBe(6);
  expect(loaded['consultations.ReviewWritten.v1']).toBe(5);
  expect(loaded['consultations.MessageSent.v1']).toBe(9);
  expect(loaded['consultations.NoteWritten.v1']).toBe(2);
  expect(loaded['webinars.WebinarScheduled.v1']).toBe(9);
  expect(loaded['webinars.WebinarCancelled.v1']).toBe(1);
  // All have left, also the one that goes on: it opens again as soon as its host comes back.
  expect([loaded['webinars.RoomOpened.v1'], loaded['webinars.RoomClosed.v2']]).toEqual([4, 4]);
  expect(loaded['webinars.ParticipantJoined.v1']).toBe(loaded['webinars.ParticipantLeft.v1']);
  expect(loaded['webinars.WaitingListJoined.v1']).toBe(3);
  expect([loaded['webinars.RegistrationRequested.v1'], loaded['webinars.RegistrationRefused.v1']]).toEqual([6, 1]);
  expect(loaded['webinars.PollVoted.v1']).toBeGreaterThan(3);
  expect((await load()).lines).toHaveLength(1);
  expect(await counted()).toEqual(loaded);
});
