/**
 * Memory of each process: idle, a few seconds after a start with an empty academy, and after a time of attempts. What is resident counts the
 * pages of Node's own program once for each process; what all take of the machine counts them once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { makeAcademy } from '../harness/academy.ts';
import { Product } from '../harness/product.ts';
import { takeAttempts } from './attempts.ts';
import { less } from './figures.ts';

const product = await Product.start();
try {
  await sleep(3000);
  const idle = product.usage();
  const takenIdle = product.takenMiB();
  const academy = await makeAcademy(product, { students: 8, questions: 10 });
  const load = await takeAttempts(product, academy, 8, 15);
  await sleep(3000);
  const after = product.usage();
  const takenAfter = product.takenMiB();
  const total = (usage: typeof idle) => Object.values(usage).reduce((sum, { residentMiB }) => sum + residentMiB, 0);
  for (const [part, { residentMiB }] of Object.entries(idle)) less(`memory idle: ${part}`, residentMiB, 'MiB');
  less('memory idle: all, resident', total(idle), 'MiB');
  less('memory idle: all, shared pages counted once', takenIdle, 'MiB');
  for (const [part, { residentMiB }] of Object.entries(after)) less(`memory after ${load.attempts} attempts: ${part}`, residentMiB, 'MiB');
  less(`memory after ${load.attempts} attempts: all, resident`, total(after), 'MiB');
  less(`memory after ${load.attempts} attempts: all, shared pages counted once`, takenAfter, 'MiB');
} finally {
  await product.stop();
}
