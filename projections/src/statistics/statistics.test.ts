import { readFileSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AcademyEvent, Score, SlotMark } from '@lyceum/contracts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { history, id, rowsOf } from '../testing/history.ts';
import { statistics, type StatisticsRow } from './projection.ts';
import { statisticsOf } from './queries.ts';

const quizId = id(1);
const questionOf = (slot: number) => id(100 + slot);

interface Given {
  readonly mark: number;
  readonly maxMark?: number;
  readonly pending?: boolean;
  readonly response?: readonly string[];
  readonly drawn?: number;
}
const slotMark = ({ mark, maxMark = 1, pending = false, response = [], drawn }: Given, index: number): SlotMark => ({
  slot: index + 1,
  questionId: drawn === undefined ? questionOf(index + 1) : id(drawn),
  ...(drawn !== undefined && { placeId: questionOf(index + 1) }),
  mark,
  maxMark,
  pending,
  response,
});
const scored = (given: readonly Given[]): Score => {
  const marks = given.map(slotMark);
  const sum = (of: (mark: SlotMark) => number) => Math.round(marks.reduce((total, mark) => total + of(mark), 0) * 1e7) / 1e7;
  return { score: sum(({ mark }) => mark), maxScore: sum(({ maxMark }) => maxMark), marks };
};
const graded = (attempt: number, given: readonly Given[], former: readonly Given[] | null = null): AcademyEvent => ({
  type: 'quizzes.AttemptGraded.v2',
  data: {
    attemptId: id(1000 + attempt),
    quizId,
    courseId: id(2),
    studentId: id(2000 + attempt),
    score: scored(given),
    former: former && scored(former),
    cause: former ? { kind: 'regrade', regradeId: id(3) } : { kind: 'submission' },
    lateSeconds: 0,
  },
});
const marksOf = (...marks: number[]) => marks.map((mark) => ({ mark }));
const folded = (...facts: AcademyEvent[]) => rowsOf<StatisticsRow>(statistics, history(...facts));
const figures = (...facts: AcademyEvent[]) => statisticsOf([...folded(...facts).values()]);
const place = (slot: number, ...facts: AcademyEvent[]) => figures(...facts).places.find(({ placeId }) => placeId === questionOf(slot));

/** The figures by their definitions, in two passes over all marks. */
function byDefinition(attempts: readonly (readonly number[])[], slot: number) {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const covariance = (a: readonly number[], b: readonly number[]) => {
    const [meanA, meanB] = [mean(a), mean(b)];
    return a.reduce((sum, one, i) => sum + (one - meanA) * (b[i]! - meanB), 0) / (a.length - 1);
  };
  const own = attempts.map((marks) => marks[slot]!);
  const rest = attempts.map((marks) => marks.reduce((a, b) => a + b, 0) - marks[slot]!);
  const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
  return {
    facility: mean(own),
    standardDeviation: Math.sqrt(covariance(own, own)),
    discriminationIndex: (100 * covariance(own, rest)) / Math.sqrt(covariance(own, own) * covariance(rest, rest)),
    discriminativeEfficiency: (100 * covariance(own, rest)) / covariance(sorted(own), sorted(rest)),
  };
}

describe('the figures of a question', () => {
  test('follow their definitions', () => {
    const attempts = [
      [1, 0.5, 0],
      [0.8, 1, 1],
      [0, 0.3333333, 1],
      [1, 0, 0.2],
    ];
    const result = figures(...attempts.map((marks, i) => graded(i, marksOf(...marks))));
    for (const slot of [0, 1, 2]) {
      const wanted = byDefinition(attempts, slot);
      for (const [name, value] of Object.entries(wanted))
        expect(result.places[slot]![name as keyof typeof wanted], `${name} of ${slot}`).toBeCloseTo(value, 6);
    }
  });
  test('one attempt has a facility and no spread', () => {
    expect(place(1, graded(1, marksOf(0.5, 1)))).toMatchObject({
      facility: 0.5,
      standardDeviation: null,
      discriminationIndex: null,
      discriminativeEfficiency: null,
      effectiveWeight: null,
      intendedWeight: 50,
    });
  });
  test('marks that never differ tell nothing apart, to the last digit', () => {
    const facts = [0.1, 0.7, 0.3].map((other, i) => graded(i, marksOf(0.1, other)));
    expect(place(1, ...facts)).toMatchObject({ standardDeviation: 0, discriminationIndex: null, discriminativeEfficiency: null });
    expect(place(2, ...facts)).toMatchObject({ discriminationIndex: null, discriminativeEfficiency: null, effectiveWeight: 100 });
  });
  test('one that works against the others has no effective weight', () => {
    const facts = [
      [0, 1, 1],
      [1, 0, 0],
      [0, 1, 0.5],
      [1, 0.2, 0],
    ].map((marks, i) => graded(i, marksOf(...marks)));
    const against = place(1, ...facts)!;
    expect(against.discriminationIndex).toBeLessThan(0);
    expect(against.effectiveWeight).toBeNull();
    expect(figures(...facts).places.reduce((sum, { effectiveWeight }) => sum + (effectiveWeight ?? 0), 0)).toBeCloseTo(100, 9);
  });
  test('intended weights go by the full marks', () => {
    const fact = graded(1, [
      { mark: 1, maxMark: 3 },
      { mark: 0, maxMark: 1 },
    ]);
    expect(figures(fact).places.map(({ intendedWeight }) => intendedWeight)).toEqual([75, 25]);
  });
});

describe('what was answered', () => {
  test('is counted by choice, and where nothing was', () => {
    const answers = [['c1'], ['c1', 'c3'], []].map((response, i) => graded(i, [{ mark: 0, response }]));
    expect(place(1, ...answers)?.responses).toEqual({ c1: 2, c3: 1, none: 1 });
  });
  test('questions drawn for a place have figures of their own beside those of the place', () => {
    const facts = [71, 72, 71].map((drawn, i) => graded(i, [{ mark: i / 2, drawn, response: [`c${i}`] }]));
    const drawn = place(1, ...facts)!;
    expect([drawn.attempts, drawn.facility]).toEqual([3, 0.5]);
    expect(drawn.drawn.map(({ questionId, attempts, facility }) => [questionId, attempts, facility])).toEqual([
      [id(71), 2, 0.5],
      [id(72), 1, 0.5],
    ]);
    expect(drawn.drawn[0]?.responses).toEqual({ c0: 1, c2: 1 });
  });
});

describe('grades that change', () => {
  test('the former one is taken out', () => {
    const changed = folded(graded(1, marksOf(0, 1)), graded(2, marksOf(1, 0.5)), graded(1, marksOf(1, 1), marksOf(0, 1)));
    const direct = folded(graded(2, marksOf(1, 0.5)), graded(1, marksOf(1, 1)));
    expect(changed).toEqual(direct);
  });
  test('what waits for a person counts once it is marked', () => {
    const waiting = [{ mark: 1 }, { mark: 0, pending: true }];
    const first = figures(graded(1, waiting));
    expect([first.attempts, first.waiting, first.places]).toEqual([0, 1, []]);
    const marked = figures(graded(1, waiting), graded(1, marksOf(1, 0.5), waiting));
    expect([marked.attempts, marked.waiting, marked.mean]).toEqual([1, 0, 1.5]);
  });
  test('whatever was regraded and back, nothing is left behind', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.array(
            fc.integer({ min: 0, max: 1e7 }).map((units) => units / 1e7),
            { minLength: 3, maxLength: 3 },
          ),
          { minLength: 2, maxLength: 12 },
        ),
        (attempts) => {
          const facts = attempts.map((marks, i) => graded(i, marksOf(...marks)));
          const there = attempts.map((marks, i) => graded(i, marksOf(0, ...marks.slice(1)), marksOf(...marks)));
          const back = attempts.map((marks, i) => graded(i, marksOf(...marks), marksOf(0, ...marks.slice(1))));
          expect(folded(...facts, ...there, ...back)).toEqual(folded(...facts));
        },
      ),
    ));
});

test('the scores of the quiz: mean, spread, tenths and how its questions hang together', () => {
  const result = figures(graded(1, marksOf(1, 1)), graded(2, marksOf(0, 0)), graded(3, marksOf(1, 0.5)));
  expect(result).toMatchObject({ attempts: 3, histogram: [1, 0, 0, 0, 0, 0, 0, 1, 0, 1] });
  expect(result.mean).toBeCloseTo(3.5 / 3, 9);
  // k/(k−1) · (1 − sum of variances / variance of the scores) = 2 · (1 − (1/3 + 1/4) / 13/12)
  expect(result.internalConsistency).toBeCloseTo(200 * (1 - (1 / 3 + 1 / 4) / (13 / 12)), 9);
  expect(result.standardError).toBeCloseTo(Math.sqrt(13 / 12) * Math.sqrt(1 - result.internalConsistency! / 100), 9);
});

test('many different scores do not make the rows grow without end, and cost no digit that is shown', () => {
  const attempts = Array.from({ length: 3000 }, (_, i) => [((i * 7919) % 9973) / 9973, ((i * 104_729) % 99_991) / 99_991, (i % 7) / 7]);
  const exact = attempts.map((marks) => marks.map((mark) => Math.round(mark * 1e7) / 1e7));
  const rows = folded(...exact.map((marks, i) => graded(i, marksOf(...marks))));
  const sizes = [...rows.values()].map((row) => (row.kind === 'quiz' ? 0 : row.moments.restHistogram.cells.length));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1024);
  const result = statisticsOf([...rows.values()]);
  expect(result.places[2]?.discriminativeEfficiency).toBeCloseTo(byDefinition(exact, 2).discriminativeEfficiency, 3);
  expect(result.places[2]?.discriminationIndex).toBeCloseTo(byDefinition(exact, 2).discriminationIndex, 6);
});

const MOODLE = ['../../../../shared/data', '../../../../steering/shared/data']
  .map((path) => resolve(import.meta.dirname, path, 'moodle/statistics'))
  .find((path) => existsSync(path));
const csv = (name: string) => {
  const [head = '', ...lines] = readFileSync(`${MOODLE}/${name}`, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [head.split(',')[at], cell])));
};

/** Tests of Moodle's own figures, where its files lie beside the project; they are not part of it. */
test.skipIf(MOODLE === undefined)('Moodle’s figures from Moodle’s marks, to six digits (needs ../shared/data)', () => {
  const wanted = csv('qstats00.csv').filter(({ subqname, variant }) => !subqname && !variant);
  const facts = csv('results00.csv').map((row, attempt) =>
    graded(
      attempt,
      wanted.map(({ slot, maxmark }) => ({ mark: Number(row[`slots.${slot}.mark`]), maxMark: Number(maxmark) })),
    ),
  );
  const { places } = figures(...facts);
  const columns = {
    facility: 'facility',
    standardDeviation: 'sd',
    effectiveWeight: 'effectiveweight',
    discriminationIndex: 'discriminationindex',
    discriminativeEfficiency: 'discriminativeefficiency',
  } as const;
  for (const row of wanted)
    for (const [ours, theirs] of Object.entries(columns)) {
      const value = places.find(({ placeId }) => placeId === questionOf(Number(row['slot'])))?.[ours as keyof typeof columns];
      const right = Number(row[theirs]);
      expect(Math.abs((value ?? NaN) - right), `${ours} of slot ${row['slot']}`).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(right)));
    }
});
