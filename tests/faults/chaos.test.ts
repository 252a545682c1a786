/** A minute of `npm run chaos` with a small academy: all features at once, all faults in any order. */
import { expect, test } from 'vitest';
import { runChaos } from '../chaos/chaos.ts';

test('whatever happens, nothing acknowledged is lost or doubled', { timeout: 600_000 }, async () => {
  const seed = Date.now() % 1_000_000;
  const said: string[] = [];
  const { violations, ...figures } = await runChaos({
    minutes: 1,
    students: 24,
    instructors: 4,
    seed,
    say: (line) => void said.push(line),
  });
  console.log(`seed ${seed}: ${JSON.stringify(figures)}`);
  expect(violations, `${said.join('\n')}\nAgain: npm run chaos -- --minutes 1 --students 24 --instructors 4 --seed ${seed}`).toEqual([]);
  expect(figures.commands).toBeGreaterThan(100);
});
