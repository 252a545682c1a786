import { describe, expect, test } from 'vitest';
import { Statement, StatementsQuery, VOIDED } from './statement.ts';
import { timeOf } from './parts.ts';

const actor = { mbox: 'mailto:ann@academy.example' };
const verb = { id: 'http://adlnet.gov/expapi/verbs/completed', display: { 'en-US': 'completed' } };
const object = { id: 'https://lms.example/unit/1' };
const simple = { actor, verb, object };
const id = '019523a4-7b1c-7d5e-9f40-3c2a8e6b1d74';
const good = (change: object) => Statement.safeParse({ ...simple, ...change }).success;

describe('a statement', () => {
  test.each<[string, object]>([
    ['with nothing but what it must have', {}],
    ['by an account', { actor: { account: { homePage: 'https://lms.example', name: '7' } } }],
    ['by a group of members', { actor: { objectType: 'Group', member: [actor] } }],
    ['about somebody', { object: { objectType: 'Agent', ...actor } }],
    ['about another statement', { object: { objectType: 'StatementRef', id } }],
    ['about what somebody is to do', { object: { objectType: 'SubStatement', ...simple } }],
    ['with a score', { result: { score: { scaled: -0.5, raw: 1, min: 0, max: 2 }, duration: 'PT1H30.5M', completion: true } }],
    ['with a context', { context: { registration: id, platform: 'x', contextActivities: { parent: object, other: [object] } } }],
    ['with a question', { object: { ...object, definition: { interactionType: 'choice', choices: [{ id: 'a' }, { id: 'b' }] } } }],
    ['with what nobody knows, in extensions', { result: { extensions: { 'https://lms.example/x': { deep: [null, 1] } } } }],
    ['with a time in another zone', { timestamp: '2026-03-02T10:00:00.123+02:00' }],
    ['that voids another', { verb: { id: VOIDED }, object: { objectType: 'StatementRef', id } }],
    ['of an earlier 1.0', { version: '1.0.0' }],
  ])('%s is one', (_, change) => expect(good(change)).toBe(true));

  test.each<[string, object]>([
    ['without an actor', { actor: undefined }],
    ['by somebody with two identifiers', { actor: { ...actor, openid: 'https://ann.example' } }],
    ['by somebody without any', { actor: { name: 'Ann' } }],
    ['by an empty group', { actor: { objectType: 'Group', member: [] } }],
    ['with a verb that is no IRI', { verb: { id: 'completed' } }],
    ['with a language that is none', { verb: { ...verb, display: { 'not a language': 'x' } } }],
    ['with a field that nobody knows', { mood: 'good' }],
    ['with null', { result: null }],
    ['with a score above 1', { result: { score: { scaled: 1.1 } } }],
    ['with a score outside of its bounds', { result: { score: { raw: 3, min: 0, max: 2 } } }],
    ['with a duration that is none', { result: { duration: '90 minutes' } }],
    ['with an id that is none', { id: 'first' }],
    ['with an offset of -00:00', { timestamp: '2026-03-02T10:00:00-00:00' }],
    ['with a day that is none', { timestamp: '2026-13-02T10:00:00Z' }],
    ['of version 2', { version: '2.0.0' }],
    ['with a platform, about somebody', { object: { objectType: 'Agent', ...actor }, context: { platform: 'x' } }],
    ['that voids an activity', { verb: { id: VOIDED } }],
    [
      'with a statement within a statement within a statement',
      { object: { objectType: 'SubStatement', ...simple, object: { objectType: 'SubStatement', ...simple } } },
    ],
    ['with an id within', { object: { objectType: 'SubStatement', ...simple, id } }],
    ['with choices of no choice', { object: { ...object, definition: { interactionType: 'matching', choices: [{ id: 'a' }] } } }],
    [
      'with a file of which there is no address',
      { attachments: [{ usageType: verb.id, display: {}, contentType: 'text/plain', length: 1, sha2: 'a'.repeat(64) }] },
    ],
  ])('%s is none', (_, change) => expect(good(change)).toBe(false));
});

test('a query names one statement or says what is sought', () => {
  const ok = (query: object) => StatementsQuery.safeParse(query).success;
  expect([ok({ statementId: id }), ok({ statementId: id, format: 'exact' }), ok({ agent: JSON.stringify(actor), limit: '0' })]).toEqual([
    true,
    true,
    true,
  ]);
  expect([
    ok({ statementId: id, voidedStatementId: id }),
    ok({ statementId: id, verb: verb.id }),
    ok({ agent: '{' }),
    ok({ unheard: '1' }),
  ]).toEqual([false, false, false, false]);
});

test('a time without a zone is one of UTC', () => {
  const noon = Date.parse('2026-03-02T12:00:00Z');
  for (const text of [
    '2026-03-02T12:00:00',
    '2026-03-02T12:00:00Z',
    '2026-03-02T14:00:00+02',
    '2026-03-02T14:00:00+0200',
    '2026-03-02T09:00:00,0-03:00',
  ])
    expect([text, timeOf(text)]).toEqual([text, noon]);
});

test('a time that is written to be slow is refused at once', () => {
  const began = performance.now();
  expect(good({ timestamp: `${'T+'.repeat(40_000)}ZT\n` })).toBe(false);
  expect(performance.now() - began).toBeLessThan(500);
});
