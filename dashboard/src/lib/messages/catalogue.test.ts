import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { translator } from './catalogue.ts';
import { en } from './en.ts';

const source = new URL('../../', import.meta.url);
const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(svelte|ts)$/.test(name) && !name.startsWith('lib/messages/') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, source), 'utf8'))
  .join('\n');
/** Groups whose keys are put together while running. */
const BY_CODE = new RegExp(
  `^(?:${[
    'analytics\\.last',
    'automation\\.(?:kind|name)',
    'health\\.(?:advice|figure|name|state)',
    'backupState',
    'backupStep',
    'bookingPhase',
    'booking\\.cancelledBy',
    'booking\\.missed',
    'calendars\\.(?:kind|problem)',
    'certainty',
    'chart\\.(?:by|axis)',
    'courseStats\\.stage',
    'own\\.place',
    'people\\.only\\.(?:stage|part)',
    'people\\.sort',
    'reason',
    'sign',
    'clients\\.audience',
    'differenceKind',
    'entry\\.why',
    'erase\\.state',
    'exceptions\\.noDate',
    'invoice\\.kind',
    'invoice\\.title',
    'log\\.filter',
    'mailState',
    'media\\.state',
    'orderKind',
    'pay\\.card',
    'projectionState',
    'questionType',
    'rebuildPhase',
    'rebuildStep',
    'recording\\.file',
    'registrationPhase',
    'reports\\.every',
    'regradePhase',
    'role',
    'rules\\.counts',
    'runState',
    'settings\\.(?:counts|date|part|phase|behaviour|behaviourHint)',
    'slides\\.unreadable',
    'stage\\.(?:device|door|out|reaction|role|trouble)',
    'travelPhase',
    'webinarKind',
    'webinarMine',
    'webinarPhase',
    'webinar\\.registration',
    'write\\.gap',
    'write\\.gapRule',
    'write\\.scoring',
  ].join('|')})\\.`,
);

describe('the catalogue', () => {
  test('every text is used', () => {
    const unused = Object.keys(en).filter((key) => !BY_CODE.test(key) && !code.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });

  test('every text that is asked for is there', () => {
    const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) => key);
    expect(asked.length).toBeGreaterThan(200);
    expect(asked.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  });

  test('all forms of a plural take the same values', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).filter((name) => name !== 'n');
    for (const [key, message] of Object.entries(en)) {
      if (typeof message === 'string') continue;
      const forms = new Set(Object.values(message).map((text) => names(text).toSorted().join()));
      expect([key, forms.size]).toEqual([key, 1]);
    }
  });

  test('nobody shouts, and nothing is successful', () => {
    for (const message of Object.values(en)) expect(JSON.stringify(message)).not.toMatch(/!|successfully/i);
  });
});

describe('a translator', () => {
  const t = translator('en', { plain: 'Plain', seats: { one: '{n} seat in {room}', other: '{n} seats in {room}' } } as const);

  test('puts in values and chooses the form', () => {
    expect(t('plain')).toBe('Plain');
    expect(t('seats', { n: 1, room: 'A' })).toBe('1 seat in A');
    expect(t('seats', { n: 1234.5, room: '{n}' })).toBe('1,234.5 seats in {n}');
  });

  test('other languages have other forms', () => {
    const ukrainian = translator('uk', { seats: { one: '{n} місце', few: '{n} місця', many: '{n} місць', other: '{n} місця' } } as const);
    expect([1, 3, 5, 21].map((n) => ukrainian('seats', { n }))).toEqual(['1 місце', '3 місця', '5 місць', '21 місце']);
  });
});
