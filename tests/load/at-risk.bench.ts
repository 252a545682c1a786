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

const percent = (share: number) => `${Math.round(share * 100)} %`;
const three = (value: number) => value.toFixed(3);

function print(week: number, told: readonly Told[]): void {
  const mean = (of: (one: Told) => number) => meanOf(told, of);
  const people = told.reduce((sum, one) => sum + one.people, 0);
  const [least, most] = [Math.min(...told.map(({ auc }) => auc)), Math.max(...told.map(({ auc }) => auc))];
  const cells = [
    `week ${String(week).padStart(2)}`,
    `${people} people of ${told.length} presentations`,
    `model ${three(mean((one) => one.auc))} (${three(least)} to ${three(most)})`,
    `rules ${three(mean((one) => one.rules))}`,
    `days active ${three(mean((one) => one.signs['days']!))}`,
    `mean result ${three(mean((one) => one.signs['results']!))}`,
    `missing ${three(mean((one) => one.signs['missing']!))}`,
    `official results ${three(mean((one) => one.official))}`,
    `precision ${percent(mean((one) => one.precision ?? 0))}, found ${percent(mean((one) => one.found))}`,
  ];
  console.log(cells.join(' · '));
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
      print(week, told);
      if (week === 8)
        for (const one of told) console.log(`  ${one.name}: ${one.people} people, ${one.bad} did not make it, ${three(one.auc)}`);
      const best = Math.max(
        meanOf(told, (one) => one.rules),
        ...Object.keys(told[0]!.signs).map((sign) => meanOf(told, (one) => one.signs[sign]!)),
      );
      more(
        `at risk, week ${week}: area under the curve, unseen`,
        meanOf(told, ({ auc }) => auc),
        '',
        { name: 'the best plain sign', figure: best },
      );
      if (week === 8) more('at risk: presentations told a second, week 8', told.length / (took / 1000), '/s');
    }
  } finally {
    await product.stop();
  }
} else console.log(`Skipped: ${folder} is not there.`);
