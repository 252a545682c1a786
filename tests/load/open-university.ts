/** The history of the Open University's learning records, where its files lie beside the project, brought into an event store as often as is wanted. */
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { CommandLine } from '../harness/command-line.ts';
import type { Node } from '../harness/node.ts';
import { ADMIN, Product, ROOT, temporaryFolder } from '../harness/product.ts';

const FOLDER = resolve(ROOT, '../shared/data/oulad');
const FILES = ['courses', 'assessments', 'studentRegistration', 'studentAssessment', 'vle', 'studentVle'];
/** Added to the numbers of students and assessments for every further time. */
const APART = 10_000_000;

/** Whether the files are there; says so where they are not. */
export function haveOulad(): boolean {
  const there = existsSync(join(FOLDER, 'courses.csv'));
  if (!there) console.log(`No files of the Open University in ${FOLDER}: what is measured on them is left out`);
  return there;
}

/** Writes the files anew with other modules, students and assessments each time, all of the same size. */
async function multiplied(times: number): Promise<string> {
  const folder = temporaryFolder('oulad');
  for (const name of FILES) {
    const out = createWriteStream(join(folder, `${name}.csv`));
    for (let time = 0; time < times; time++) {
      let columns: readonly string[] | null = null;
      for await (const line of createInterface({ input: createReadStream(join(FOLDER, `${name}.csv`)) })) {
        const cells = line.replaceAll('"', '').split(',');
        const first = columns === null;
        columns ??= cells;
        if (first && time > 0) continue;
        const changed = first ? cells : cells.map((cell, at) => otherwise(columns![at]!, cell, time));
        if (!out.write(`${changed.join(',')}\n`)) await once(out, 'drain');
      }
    }
    out.end();
    await once(out, 'close');
  }
  return folder;
}

function otherwise(column: string, cell: string, time: number): string {
  if (time === 0) return cell;
  if (column === 'code_module') return `${cell}${time + 1}`;
  return column === 'id_student' || column === 'id_assessment' ? String(Number(cell) + time * APART) : cell;
}

/** Starts a product on the stores, with a data folder of its own, and has its command line bring the history in `times` times over. */
export async function bringIn(stores: { readonly eventstore: Node; readonly mongo: Node }, data: string, times: number): Promise<Product> {
  const product = await Product.start({
    data,
    env: { EVENTSTORE_URL: stores.eventstore.url, MONGODB_URL: stores.mongo.url },
  });
  try {
    await importOulad(product, times);
    return product;
  } catch (error) {
    await product.stop();
    throw error;
  }
}

/** Has the command line of an academy bring the history in `times` times over, and waits until its read models have it. */
export async function importOulad(product: Product, times: number): Promise<void> {
  const folder = times === 1 ? FOLDER : await multiplied(times);
  const admin = await product.api.signIn(ADMIN);
  await admin.put(`/api/people/${admin.personId}/roles`, { roles: ['admin', 'operator'] });
  for (;;) {
    // What was brought in is known: with a new token it goes on where the former one ran out.
    const { token } = await product.api.signIn(ADMIN);
    const { code, err } = await new CommandLine(product.url, token).run('import', 'oulad', folder, '--json');
    if (code === 0) return;
    if (!err.includes('LYCEUM_TOKEN')) throw new Error(`The import ended with ${code}: ${err}`);
  }
}
