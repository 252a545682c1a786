import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CarriedEvent } from '@lyceum/contracts';
import { afterAll, describe, expect, test } from 'vitest';
import { isWanted } from '../../../stores/src/carrying/exported.ts';
import { NO_HASH, written, type Line, type Selection } from '../../../stores/src/carrying/lines.ts';
import { contentsOf } from './file.ts';

const folder = mkdtempSync(join(tmpdir(), 'events-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const all: Selection = { stream: null, prefix: '', from: null, to: null };
const head: Line = { lyceum: 'events', version: 1, ...all, secret: null, began: '2026-03-02T09:00:00.000Z' };
const event = (position: number, created = 0): CarriedEvent => ({
  stream: 'course-1',
  revision: position,
  id: '01970000-0000-7000-8000-000000000001',
  type: 'courses.CourseEdited.v1',
  position: String(position),
  created,
  data: '{"title":"Größe\\n"}',
  metadata: '{}',
});
const closing = (events: number): Line => ({ events, ended: '2026-03-02T09:00:00.000Z' });

function fileOf(name: string, ...lines: readonly Line[]): string {
  const path = join(folder, name);
  let hash = NO_HASH;
  const texts = lines.map((line) => {
    const one = written(line, hash);
    hash = one.hash;
    return one.text;
  });
  writeFileSync(path, texts.join(''));
  return path;
}

describe('a file of events', () => {
  test('is whole with its last line, and tells how much is in it', async () => {
    const path = fileOf('whole', head, event(1), event(2), { deleted: ['key-1'] }, closing(2));
    expect(await contentsOf(path)).toMatchObject({ events: 2, deleted: 1, position: '2', whole: true });
  });
  test('without it is not, and a line that was not written to its end counts for nothing', async () => {
    const path = fileOf('broken off', head, event(1));
    const { end } = (await contentsOf(path))!;
    appendFileSync(path, '{"stream":"course-1","revi');
    expect(await contentsOf(path)).toMatchObject({ events: 1, whole: false, end });
    expect(await contentsOf(fileOf('empty'))).toBeNull();
  });
  test('is damaged where a line is missing, of another place, or miscounted', async () => {
    await expect(contentsOf(fileOf('no head', event(1)))).rejects.toThrow(/Line 1 .* is not as it was written/);
    await expect(contentsOf(fileOf('miscounted', head, event(1), closing(2)))).rejects.toThrow(/has 1 events and says 2/);
    await expect(contentsOf(fileOf('behind', head, closing(0), event(1)))).rejects.toThrow(/goes on behind its end/);
    const path = fileOf('changed', head, event(1), event(2), closing(2));
    writeFileSync(path, readFileSync(path, 'utf8').replace('"position":"1"', '"position":"3"'));
    await expect(contentsOf(path)).rejects.toThrow(/Line 2/);
  });
});

test('events are chosen by stream, position and time', () => {
  const at = (time: string) => Date.parse(time);
  const wanted = (selection: Partial<Selection>, one: CarriedEvent) => isWanted({ ...all, ...selection }, one);
  expect([wanted({ from: '5' }, event(5)), wanted({ from: '5' }, event(6))]).toEqual([false, true]);
  expect([wanted({ to: '5' }, event(5)), wanted({ to: '5' }, event(6))]).toEqual([true, false]);
  const noon = '2026-03-02T12:00:00.000Z';
  expect([wanted({ from: noon }, event(1, at(noon) - 1)), wanted({ from: noon }, event(1, at(noon)))]).toEqual([false, true]);
  expect([wanted({ to: noon }, event(1, at(noon))), wanted({ to: noon }, event(1, at(noon) + 1))]).toEqual([true, false]);
  expect([wanted({ stream: 'course-1' }, event(1)), wanted({ stream: 'course-2' }, event(1))]).toEqual([true, false]);
});
