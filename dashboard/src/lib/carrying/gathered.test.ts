import { expect, test } from 'vitest';
import { Gathered } from './gathered.ts';

const hash = (sign: string) => sign.repeat(32);
const head = `{"lyceum":"events","version":1,"hash":"${hash('a')}"}\n`;
const event = (position: string, sign: string) => `{"stream":"course-1","revision":0,"position":"${position}","hash":"${hash(sign)}"}\n`;
const closing = `{"events":2,"ended":"2026-03-02T09:00:00.000Z","hash":"${hash('f')}"}\n`;

test('what broke off goes on behind the last whole line, and is whole with its last', async () => {
  const gathered = new Gathered();
  gathered.add(head + event('10', 'b') + event('20', 'c').slice(0, 40));
  expect([gathered.events, gathered.position, gathered.whole]).toEqual([1, '10', false]);
  expect(gathered.begun()).toEqual({ after: '10', hash: hash('b'), events: 1 });
  gathered.add(event('20', 'c').slice(0, 12));
  gathered.add(event('20', 'c').slice(12) + closing);
  expect([gathered.events, gathered.whole]).toEqual([2, true]);
  expect(await gathered.file().text()).toBe(head + event('10', 'b') + event('20', 'c') + closing);
});

test('what has no event yet begins anew', async () => {
  const gathered = new Gathered();
  gathered.add(head);
  expect(gathered.begun()).toEqual({});
  gathered.add(head + closing);
  expect(await gathered.file().text()).toBe(head + closing);
});
