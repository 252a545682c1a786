import { expect, test } from 'vitest';
import { createdId, firstTry, furtherStep } from './context.ts';

const AT = '2026-03-01T10:00:00.000Z';

test('a created id is a UUIDv7 of the instant of the command', () => {
  const id = createdId(firstTry(null, AT), 'course');
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse(AT));
});

test('the same command makes the same ids, another command or name others', () => {
  const context = firstTry(null, AT);
  const again = { ...context, repeated: true };
  expect(createdId(again, 'course')).toBe(createdId(context, 'course'));
  expect(createdId(context, 'lesson')).not.toBe(createdId(context, 'course'));
  expect(createdId(firstTry(null, AT), 'course')).not.toBe(createdId(context, 'course'));
  expect(createdId(furtherStep(context, 'second'), 'course')).not.toBe(createdId(context, 'course'));
});
