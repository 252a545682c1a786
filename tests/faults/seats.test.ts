import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { readLedger } from '../harness/ledger.ts';
import { Product } from '../harness/product.ts';

let product: Product;
let academy: Academy;

beforeAll(async () => {
  product = await Product.start();
  academy = await makeAcademy(product, { students: 200, enrolled: 0, questions: 1, seats: 20 });
}, 300_000);

afterAll(() => product?.stop());

test('of 200 students who ask for 20 seats at once exactly 20 get one', async () => {
  const path = `/api/courses/${academy.courseId}/enrolments`;
  const answers = await Promise.all(academy.students.map((student) => student.try('POST', path)));
  const codes = answers.map(({ status, problem }) => `${status} ${problem?.code ?? ''}`.trim());
  const counts = Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
  expect(counts).toEqual({ '201': 20, '409 no-seats-left': 180 });

  const inside = academy.students.filter((_, index) => answers[index]!.status === 201).map(({ personId }) => personId);
  const recorded = (await readLedger(product.eventstoreUrl)).filter(({ type }) => type === 'enrolments.StudentEnrolled.v1');
  expect(recorded.map(({ data }) => data.studentId).toSorted()).toEqual(inside.toSorted());

  for (const { position } of answers) academy.instructor.saw(position);
  const page = await academy.instructor.get<{ items: { personId: string }[] }>(`${path}?limit=200`);
  expect(page.items.map(({ personId }) => personId).toSorted()).toEqual(inside.toSorted());
});
