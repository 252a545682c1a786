/**
 * How well who is at risk is told on the imported history of the Open University (`../shared/data/oulad`, or the folder OULAD): each
 * presentation by a model that has learnt from the others of its module alone, by the week of the course. The area under the curve is that
 * of those who left or ended below the pass mark against those who did not, beside what plain signs alone come to; and beside the results
 * that the data set itself gives, which the academy does not know.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandLine } from '../harness/command-line.ts';
import { ADMIN, Product, ROOT } from '../harness/product.ts';
import { meanOf, presentationsOf, tell, WEEKS, type Told } from './at-risk.ts';
import { more, SHORT, timed } from './figures.ts';

const folder = resolve(process.env['OULAD'] ?? resolve(ROOT, '../shared/data/oulad'));

const percent = (share: number) => share * 100;

/** What a week came to, in means over presentations by their people. */
function tellOf(week: number, told: readonly Told[]): void {
  const mean = (of: (one: Told) => number) => percent(meanOf(told, of));
  const name = `at risk, week ${week}`;
  const plain = [
    { name: 'number of plain signs', figure: mean((one) => one.rules) },
    ...Object.keys(told[0]!.signs).map((sign) => ({ name: sign, figure: mean((one) => one.signs[sign]!) })),
  ];
  const best = plain.reduce((a, b) => (b.figure > a.figure ? b : a));
  more(
    `${name}: area under the curve, unseen presentations`,
    mean(({ auc }) => auc),
    '%',
    { ...best, name: `best alone, ${best.name}` },
  );
  more(`${name}: number of plain signs alone`, plain[0]!.figure, '%');
  more(
    `${name}: days active alone`,
    mean((one) => one.signs['days']!),
    '%',
  );
  more(
    `${name}: model against the official results`,
    mean(({ official }) => official),
    '%',
  );
  more(
    `${name}: precision at a chance of 50 %`,
    mean(({ precision }) => precision ?? 0),
    '%',
  );
  more(
    `${name}: found at a chance of 50 %`,
    mean(({ found }) => found),
    '%',
  );
}

if (existsSync(folder)) {
  const product = await Product.start();
  try {
    const admin = await product.api.signIn(ADMIN);
    await admin.put(`/api/people/${admin.personId}/roles`, { roles: ['admin', 'operator'] });
    const operator = await product.api.signIn(ADMIN);
    const imported = await new CommandLine(product.url, operator.token).run('import', 'oulad', folder);
    if (imported.code !== 0) throw new Error(`the import ended with ${imported.code}: ${imported.err}`);
    console.log(imported.out.trim());
    const all = await presentationsOf(product.mongodbUrl, folder);
    for (const week of SHORT ? [8] : WEEKS) {
      let told: readonly Told[] = [];
      const took = await timed(() => (told = tell(all, week)));
      tellOf(week, told);
      if (week !== 8) continue;
      for (const one of told) more(`at risk, week 8: ${one.name}, ${one.bad} of ${one.people}`, percent(one.auc), '%');
      more('at risk: presentations learnt and told a second', told.length / (took / 1000), '/s');
    }
  } finally {
    await product.stop();
  }
} else console.log(`Skipped: ${folder} is not there.`);
