import { DEFAULT_RULES, shownRules } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { rulesInShort, rulesInWords } from './rules-in-words.ts';

const plain = shownRules(DEFAULT_RULES);
const at = '2026-03-01T10:00:00.000Z';

test('what is not ruled is not told', () => {
  expect(rulesInWords(plain, false, 'UTC')).toEqual([
    'There is no time limit.',
    'You may take it as often as you like.',
    'The best of your attempts counts.',
  ]);
});

test('each rule is a sentence, with its time and zone', () => {
  const rules = { ...plain, timeLimitSeconds: 1800, attemptsAllowed: 2, closesAt: at, overdue: 'grace', navigation: 'forward' } as const;
  const said = rulesInWords(rules, true, 'Europe/Kyiv').join(' ');
  expect(said).toContain('You have 30 min from the moment you start.');
  expect(said).toContain('you have 1 min to hand in');
  expect(said).toContain('You have 2 attempts.');
  expect(said).toMatch(/It closes on 1 Mar 2026, 12:00 \S+: attempts under way end then\./);
  expect(said).toContain('There is no way back');
  expect(said).toContain('It asks for a password.');
});

test('how answers count is told: tries, or the table of certainty', () => {
  expect(rulesInWords({ ...plain, behaviour: 'interactive' }, false, 'UTC').join(' ')).toContain('You can check an answer');
  const said = rulesInWords({ ...plain, behaviour: 'certainty' }, false, 'UTC');
  expect(said.slice(-3)).toEqual([
    'Not very sure: ⅓ of the points if right, 0 if wrong.',
    'Quite sure: ⅔ of the points if right, −⅔ if wrong.',
    'Very sure: 1 of the points if right, −2 if wrong.',
  ]);
});

test('one attempt needs no word on which counts', () => {
  const said = rulesInWords({ ...plain, attemptsAllowed: 1, delaySeconds: 60 }, false, 'UTC');
  expect(said).toEqual(['There is no time limit.', 'You have 1 attempt.']);
});

test('in short, an opening is told while it lies ahead', () => {
  const opens = (now: number) => rulesInShort({ ...plain, opensAt: at }, false, 'UTC', now);
  expect(opens(Date.parse(at) - 1)).toHaveLength(3);
  expect(opens(Date.parse(at))).toEqual(['no time limit', 'any number of attempts']);
});
