/** `npm run chaos`: tests/chaos/chaos.ts with the academy of the command line. Ends with 1 where something does not hold. */
import { parseArgs } from 'node:util';
import { runChaos } from './chaos.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    students: { type: 'string', default: '200' },
    instructors: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const number = (name: keyof typeof values, least: number): number => {
  const value = Number(values[name]);
  if (!(value >= least)) {
    console.error(`--${name} takes a number of at least ${least}`);
    process.exit(2);
  }
  return value;
};
const plan = {
  minutes: number('minutes', 0.1),
  students: number('students', 1),
  instructors: number('instructors', 1),
  seed: number('seed', 0),
};
const began = performance.now();
const say = (line: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}`);
say(`the seed is ${plan.seed}`);
const { violations, faults, ...figures } = await runChaos({ ...plan, say });
console.log(
  `\n${Object.entries(faults)
    .map(([name, times]) => `${name} ${times}`)
    .join(', ')}`,
);
console.log(
  Object.entries(figures)
    .map(([name, figure]) => `${name} ${figure}`)
    .join(', '),
);
for (const line of violations.slice(0, 50)) console.log(`VIOLATED  ${line}`);
console.log(`${violations.length} violations`);
process.exit(violations.length === 0 ? 0 : 1);
