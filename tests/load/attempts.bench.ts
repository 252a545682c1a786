/**
 * Whole attempts: start, then submit ten answers, Bearer, acknowledged when durable. Per second and per core-second of server CPU, that
 * of all processes of the product added, until the read models have caught up; this program's own CPU is not counted.
 * Beside it: a PHP learning platform measured once on such a machine (2 cores), whose figures are constants here.
 */
import { makeAcademy } from '../harness/academy.ts';
import { Product } from '../harness/product.ts';
import { takeAttempts } from './attempts.ts';
import { less, more, percentile, report } from './figures.ts';

const PHP = 'a PHP learning platform on 2 cores';
const PHP_PER_CORE_SECOND = 23;
const PHP_PER_SECOND = 42;
const PHP_P99: Readonly<Record<number, number>> = { 4: 88, 16: 258 };
const SECONDS = 10;

const product = await Product.start();
try {
  const academy = await makeAcademy(product, { students: 16, questions: 10 });
  await takeAttempts(product, academy, 4, 5);
  for (const clients of [1, 4, 8, 16]) {
    const load = await takeAttempts(product, academy, clients, SECONDS);
    const name = `attempts, ${clients} client${clients > 1 ? 's' : ''}`;
    more(`${name}: whole attempts`, load.perSecond, 'attempts/s', { name: `${PHP}, 4 clients`, figure: PHP_PER_SECOND });
    more(`${name}: per core-second`, load.attempts / load.cpuSeconds, 'attempts/core-s', { name: PHP, figure: PHP_PER_CORE_SECOND });
    for (const [what, times] of [
      ['start', load.starts],
      ['submit', load.submits],
    ] as const) {
      less(`${name}: ${what} p50`, percentile(times, 0.5), 'ms');
      less(`${name}: ${what} p95`, percentile(times, 0.95), 'ms');
      const peer = what === 'submit' ? PHP_P99[clients] : undefined;
      less(`${name}: ${what} p99`, percentile(times, 0.99), 'ms', peer === undefined ? undefined : { name: PHP, figure: peer });
    }
    for (const [part, seconds] of Object.entries(load.cpu))
      report({ name: `${name}: CPU of an attempt in ${part}`, figure: (seconds * 1000) / load.attempts, unit: 'ms' });
  }
} finally {
  await product.stop();
}
