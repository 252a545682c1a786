import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryItem } from '@lyceum/contracts';
import { afterAll, expect, test } from 'vitest';
import { writeOulad } from '../../../tests/harness/oulad.ts';
import { cellsOf } from './csv.ts';
import { dayOf, idOf, instantOf } from './dates.ts';
import { countOf, itemsOf } from './items.ts';
import { DaysInOrder, Occurrences } from './occurrences.ts';
import { survey } from './survey.ts';

const folder = mkdtempSync(join(tmpdir(), 'oulad-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('cells with and without quotes, and empty ones', () => {
  expect(cellsOf('AAA,2013J,,5,')).toEqual(['AAA', '2013J', '', '5', '']);
  expect(cellsOf('"AAA","20,13","a ""b""",5,""')).toEqual(['AAA', '20,13', 'a "b"', '5', '']);
  expect(cellsOf('"AAA",5,')).toEqual(['AAA', '5', '']);
});

test('days are counted from the start, and are the same day nearly everywhere', () => {
  expect(instantOf(dayOf(Date.UTC(2013, 9, 1), '-159'))).toBe('2013-04-25T12:00:00.000Z');
  expect(() => dayOf(0, '')).toThrow(/no number of days/);
});

test('the same name gives the same id, which is a UUIDv7', () => {
  expect(idOf('student 1', 0)).toBe(idOf('student 1', 0));
  expect(idOf('student 1', 0)).not.toBe(idOf('student 2', 0));
  expect(idOf('student 1', Date.UTC(2013, 0, 1))).toMatch(/^013bf3[0-9a-f]{2}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('rows that say the same are told apart, whether the file is in the order of its days or not', () => {
  const numbers = (inOrder: boolean, days: readonly string[]) => {
    const occurrences = new Occurrences(inOrder);
    return days.map((day) => occurrences.next(day, 'a click'));
  };
  expect(numbers(true, ['1', '1', '2', '2'])).toEqual([0, 1, 0, 1]);
  expect(numbers(false, ['1', '2', '1', '2'])).toEqual([0, 0, 1, 1]);
  const inOrder = (...days: readonly string[]) => {
    const met = new DaysInOrder();
    for (const day of days) met.meet(day);
    return met.inOrder;
  };
  expect([inOrder('1', '1', '2', '3'), inOrder('1', '2', '1')]).toEqual([true, false]);
});

test('the files become items of a history: all of them, always the same, in the order in which they can be taken in', async () => {
  const small = writeOulad(join(folder, 'small'), 12);
  const found = await survey(small.folder);
  const items: HistoryItem[] = [];
  for await (const item of itemsOf(found)) items.push(item);
  expect(items).toHaveLength(countOf(found));
  const count = (kind: HistoryItem['kind']) => items.filter((item) => item.kind === kind).length;
  expect([count('course'), count('column'), count('grading')]).toEqual([2, 4, 2]);
  expect(count('person')).toBe(small.students + 2);
  expect([count('enrolment'), count('withdrawal')]).toEqual([small.registrations, small.withdrawals]);
  expect([count('work'), count('activity')]).toEqual([small.results, small.clicks]);
  const again: HistoryItem[] = [];
  for await (const item of itemsOf(await survey(small.folder))) again.push(item);
  expect(again).toEqual(items);
  const clicks = items.flatMap((item) => (item.kind === 'activity' ? [item.activityId] : []));
  expect(new Set(clicks).size).toBe(small.clicks);
  const late = items.filter((item) => item.kind === 'work' && item.lateSeconds > 0);
  expect(late).not.toHaveLength(0);
  const moves = items.flatMap((item) => (item.kind === 'enrolment' || item.kind === 'withdrawal' ? [item.at] : []));
  expect(moves).toEqual(moves.toSorted());
});

test('files that are missing, or do not belong together, are refused before anything is written', async () => {
  await expect(survey(join(folder, 'nothing'))).rejects.toThrow(/has no courses.csv, assessments.csv/);
  const { folder: odd } = writeOulad(join(folder, 'odd'), 4);
  writeFileSync(join(odd, 'studentAssessment.csv'), 'id_assessment,id_student,date_submitted,is_banked,score\n9999,1000,18,0,78\n');
  await expect(survey(odd)).rejects.toThrow(/studentAssessment.csv names 9999/);
  writeFileSync(join(odd, 'studentAssessment.csv'), 'id_assessment,id_student\n100,1000\n');
  await expect(survey(odd)).rejects.toThrow(/no column date_submitted/);
});
