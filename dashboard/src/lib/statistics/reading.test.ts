import type { QuestionStatistics } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { labelOf, warningsOf } from './reading.ts';

const question = (more: Partial<QuestionStatistics>): QuestionStatistics => ({
  slot: 1,
  questionId: 'q',
  type: 'single',
  text: 'What?',
  maxMark: 1,
  attempts: 20,
  facility: 0.6,
  standardDeviation: 0.4,
  discriminationIndex: 40,
  discriminativeEfficiency: 50,
  intendedWeight: 50,
  effectiveWeight: 50,
  choices: [],
  drawn: [],
  ...more,
});

test('a question that is as it should be warns of nothing', () => expect(warningsOf(question({}))).toEqual([]));

test('one that weak students do better at is warned of, and one that works against the others', () => {
  expect(warningsOf(question({ discriminationIndex: -7, effectiveWeight: null }))).toHaveLength(2);
});

test('too hard, too easy and too blunt', () => {
  expect(warningsOf(question({ facility: 0.05 }))).toHaveLength(1);
  expect(warningsOf(question({ facility: 1, standardDeviation: 0, discriminationIndex: null, effectiveWeight: 0 }))).toHaveLength(1);
  expect(warningsOf(question({ discriminationIndex: 3 }))).toHaveLength(1);
});

test('a handful of attempts says too little', () => {
  expect(warningsOf(question({ attempts: 4, discriminationIndex: -50 }))).toEqual([]);
});

test('a label is the first line without its signs', () => {
  expect(labelOf('## The **capital** of\nUkraine?')).toBe('The capital of');
  expect(labelOf('See [the map](https://example.org) of {{g1}}')).toBe('See the map of …');
  expect(labelOf('a'.repeat(90))).toHaveLength(80);
});

test('a text that is written to be slow has its label at once', () => {
  const began = performance.now();
  labelOf('[]('.repeat(16_000));
  labelOf('['.repeat(50_000));
  expect(performance.now() - began).toBeLessThan(500);
});
