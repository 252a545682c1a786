import { expect, test } from 'vitest';
import { standingsOf } from '../standing.ts';
import { cohortOf, did, member, part, step } from '../testing.ts';
import { companyOf, reasonsOf } from './rules.ts';

const busy = (name: string) => member(name, { doings: [did(10), did(38)], steps: [[step(20, 0.8)]] });
const others = ['a', 'b', 'c'].map(busy);

/** Why somebody is at risk on day 40 among three who do what they should. */
function reasons(one: ReturnType<typeof member>, company = others, day = 40) {
  const standings = standingsOf(cohortOf([part('p')], [...company, one]), { day, ended: false, passMark: 40 });
  const own = standings.all.find((standing) => standing.member.personId === one.personId)!;
  return reasonsOf(own, companyOf(standings), { day, passMark: 40 }, 0).map(({ rule, n }) => `${rule} ${n}`);
}

test('who does what the others do shows no sign', () => expect(reasons(busy('x'))).toEqual([]));

test('who never began, and what they miss', () => expect(reasons(member('x'))).toEqual(['never-started 41', 'missing 1']));

test('silence is a sign only while others are active', () => {
  const quiet = member('x', { doings: [did(5)], steps: [[step(20, 0.8)]] });
  expect(reasons(quiet)).toEqual(['quiet 35']);
  const asleep = ['a', 'b', 'c'].map((name) => member(name, { doings: [did(10)], steps: [[step(20, 0.8)]] }));
  expect(reasons(quiet, asleep)).toEqual([]);
});

test('results below the pass mark', () => {
  const low = member('x', { doings: [did(39)], steps: [[step(20, 0.3)]] });
  expect(reasons(low)).toEqual(['below-pass 30']);
});

test('much less than before, where the others have not fallen as much', () => {
  const steady = ['a', 'b', 'c'].map((name) =>
    member(name, { doings: [did(5, { used: 20 }), did(15, { used: 20 }), did(35, { used: 20 })], steps: [[step(20, 0.8)]] }),
  );
  const falling = member('x', { doings: [did(5, { used: 20 }), did(15, { used: 20 }), did(35, { used: 2 })], steps: [[step(20, 0.8)]] });
  expect(reasons(falling, steady)).toEqual(['falling 90']);
});

test('a part that is due is missing even where nobody has handed it in', () => {
  const standings = standingsOf(cohortOf([part('p', { due: 30 })], [member('x', { doings: [did(39)] })]), {
    ...{ day: 40, ended: false, passMark: 40 },
  });
  expect(standings.all[0]!.missing).toBe(1);
});
