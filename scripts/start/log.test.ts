import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lines, RotatingFile, short, throttled } from './log.ts';

describe('a line in short', () => {
  test.each([
    ['{"level":50,"msg":"the feed broke","err":{"message":"14 UNAVAILABLE"}}', 'the feed broke (14 UNAVAILABLE)'],
    ['{"level":40,"msg":"slow"}', 'slow'],
    ['{"level":40,"msg":"the rows stand still","error":"the disk is full"}', 'the rows stand still (the disk is full)'],
    ['lyceum-eventstore: nothing can be written: the disk is full', 'nothing can be written: the disk is full'],
    ['lyceum-eventstore is ready at esdb://127.0.0.1:2113', null],
    ['{"level":30,"msg":"listening"}', null],
    ['Error: listen EADDRINUSE', 'Error: listen EADDRINUSE'],
    ['    at Server.listen (node:net)', null],
    ['ready on 4000', null],
  ])('%s', (line, said) => expect(short(line)).toBe(said));

  test('takes one terminal line however long it is', () => {
    expect(short(JSON.stringify({ level: 50, msg: 'x\n'.repeat(500) }))).toHaveLength(200);
  });
});

test('chunks become lines wherever they were cut', () => {
  const seen: string[] = [];
  const hear = lines((line) => seen.push(line));
  for (const chunk of ['on', 'e\ntwo\n', '\nthr', 'ee\n']) hear(Buffer.from(chunk));
  expect(seen).toEqual(['one', 'two', 'three']);
});

test('the same text is said once in ten seconds, and a burst is counted', () => {
  let now = 0;
  const seen: string[] = [];
  const say = throttled((text) => seen.push(text), { now: () => now, burst: 2 });
  for (const text of ['a', 'a', 'b', 'c', 'd']) say(text);
  expect(seen).toEqual(['a', 'b']);
  now = 10_000;
  say('a');
  expect(seen).toEqual(['a', 'b', '… and 2 more, in the log', 'a']);
});

test('a log is renamed when it has grown, and only so many are kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-log-'));
  const log = new RotatingFile(join(folder, 'a.log'), { maxBytes: 10, keep: 2 });
  for (const text of ['first 8\n', 'second 8', 'third  8', 'fourth 8']) {
    log.write(Buffer.from(text));
    await new Promise((done) => setTimeout(done, 20));
  }
  await log.close();
  expect(readdirSync(folder).sort()).toEqual(['a.log', 'a.log.1', 'a.log.2']);
  expect(readFileSync(join(folder, 'a.log'), 'utf8')).toBe('fourth 8');
  expect(readFileSync(join(folder, 'a.log.2'), 'utf8')).toBe('second 8');
  rmSync(folder, { recursive: true });
});
