import { DEFAULT_GRADING, lineOf, type GradebookColumn, type GradingSettings } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { exampleOf, settingsFields, settingsFrom, withHidden } from './settings.ts';

const at = '2026-01-01T00:00:00.000Z';
const column = (id: string): GradebookColumn => ({
  id,
  kind: 'quiz',
  title: id,
  maxScore: 10,
  counts: 'highest',
  due: null,
  webinar: null,
  hidden: false,
});
const columns = [column('q1'), column('q2')];
const settings: GradingSettings = {
  total: 'weighted',
  categories: [{ categoryId: 'k', title: 'Tests', weight: 2, dropLowest: 1 }],
  columns: { q1: { categoryId: 'k', weight: 3, hidden: true }, gone: { categoryId: 'k', weight: 1, hidden: false } },
  missing: 'zero',
  late: { perDay: 10, most: 50 },
  letters: [{ letter: 'A', from: 90 }],
};

test('what is read into the fields and not touched is what was there', () => {
  expect(settingsFrom(settingsFields(settings, columns), settings)).toEqual(settings);
  expect(settingsFrom(settingsFields(DEFAULT_GRADING, columns), DEFAULT_GRADING)).toEqual(DEFAULT_GRADING);
});

test('with a category its columns leave it, also those that are not shown', () => {
  const fields = { ...settingsFields(settings, columns), categories: [] };
  expect(settingsFrom(fields, settings).columns).toEqual({
    q1: { categoryId: null, weight: 3, hidden: true },
    gone: { categoryId: null, weight: 1, hidden: false },
  });
});

test('a number that was left empty does not become 0', () => {
  const fields = { ...settingsFields(settings, columns), late: { perDay: '', most: '50' } };
  expect(settingsFrom(fields, settings).late).toEqual({ perDay: Number.NaN, most: 50 });
});

test('hiding one column leaves the others', () => {
  const hidden = withHidden(settings, 'q2', true);
  expect(hidden.columns).toEqual({ ...settings.columns, q2: { categoryId: null, weight: 1, hidden: true } });
  expect(withHidden(hidden, 'q1', false).columns['q1']).toEqual({ categoryId: 'k', weight: 3, hidden: false });
});

test('an example is the line that the settings would make', () => {
  const graded = (score: number, lateSeconds: number) => ({ attemptId: 'a', score, maxScore: 10, lateSeconds, pending: false, at });
  const override = { score: 7, reason: 'Read', by: null, at };
  const parts = { attempts: { q1: [graded(8, 100_000)] }, overrides: { q2: override }, attended: { w1: { score: 4, at } } };
  const all = [...columns, column('w1')];
  const row = { ...lineOf(all, parts, settings, at), attended: parts.attended };
  expect(row.grades['q1']).toMatchObject({ score: 6.4, lateOff: 1.6 });
  for (const other of [DEFAULT_GRADING, { ...settings, late: { perDay: 1, most: 100 } }])
    expect(exampleOf(all, row, other, at)).toEqual(lineOf(all, parts, other, at));
});
