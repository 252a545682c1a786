import { expect, test } from 'vitest';
import { upcast, withOlder } from './upcasters.ts';

const chain = {
  'x.Seen.v1': { to: 'x.Seen.v2', next: (data: unknown) => ({ ...(data as object), two: true }) },
  'x.Seen.v2': { to: 'x.Seen.v3', next: (data: unknown) => ({ ...(data as object), three: true }) },
};

test('a registration from before there were time zones gets UTC', () => {
  const data = { personId: 'p', name: 'Ann', email: 'a@example.org' };
  expect(upcast('accounts.PersonRegistered.v1', data)).toEqual({
    type: 'accounts.PersonRegistered.v2',
    data: { ...data, timeZone: 'UTC' },
  });
});

test('upcasters follow on each other up to the newest version', () => {
  expect(upcast('x.Seen.v1', { one: true }, chain)).toEqual({ type: 'x.Seen.v3', data: { one: true, two: true, three: true } });
  expect(upcast('x.Seen.v3', {}, chain)).toEqual({ type: 'x.Seen.v3', data: {} });
});

test('who wants a type wants its older versions too', () => {
  expect(withOlder(['x.Seen.v3', 'x.Other.v1'], chain).toSorted()).toEqual(['x.Other.v1', 'x.Seen.v1', 'x.Seen.v2', 'x.Seen.v3']);
});
