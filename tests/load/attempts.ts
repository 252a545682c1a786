import { laterPosition, type AttemptStarted, type Submitted } from '@lyceum/contracts';
import type { Academy } from '../harness/academy.ts';
import { PARTS, type Part, type Product } from '../harness/product.ts';
import { LoadClient } from './http.ts';

/** What a time of whole attempts came to: how many, how long each of both requests took (ms), and what it cost. */
export interface AttemptLoad {
  readonly attempts: number;
  readonly perSecond: number;
  readonly starts: readonly number[];
  readonly submits: readonly number[];
  /** CPU seconds of each process of the product, until the read models had caught up too. */
  readonly cpu: Readonly<Record<Part | 'supervisor', number>>;
  readonly cpuSeconds: number;
}

/** So many students take whole attempts, one after the other, for so many seconds: start, then submit an answer to each question. */
export async function takeAttempts(product: Product, academy: Academy, clients: number, seconds: number): Promise<AttemptLoad> {
  const starts: number[] = [];
  const submits: number[] = [];
  let newest = '0';
  const before = product.usage();
  const began = performance.now();
  const end = began + seconds * 1000;
  const takers = academy.students.slice(0, clients).map(async ({ token }) => {
    const client = new LoadClient(product.url, token);
    while (performance.now() < end) {
      const asked = performance.now();
      const { attemptId, paper } = (await client.post<AttemptStarted>(`/api/quizzes/${academy.quizId}/attempts`)).body;
      const answers = academy.answers(paper);
      const started = performance.now();
      const { body, position } = await client.post<Submitted>(`/api/attempts/${attemptId}/submission`, { answers });
      const submitted = performance.now();
      if (body.score !== body.maxScore) throw new Error(`all answers were right, but the score is ${body.score} of ${body.maxScore}`);
      newest = laterPosition(newest, position!);
      starts.push(started - asked);
      submits.push(submitted - started);
    }
    client.close();
  });
  if (takers.length !== clients) throw new Error(`${clients} clients need as many students`);
  await Promise.all(takers);
  const took = (performance.now() - began) / 1000;
  academy.admin.saw(newest);
  await academy.admin.overview();
  await academy.instructor.api.call('GET', `/api/courses/${academy.courseId}/gradebook`, undefined, {
    token: academy.instructor.token,
    headers: { 'lyceum-position': newest },
  });
  const after = product.usage();
  const cpu = Object.fromEntries(
    ([...PARTS, 'supervisor'] as const).map((part) => [part, after[part].cpuSeconds - before[part].cpuSeconds]),
  ) as AttemptLoad['cpu'];
  const cpuSeconds = Object.values(cpu).reduce((a, b) => a + b, 0);
  return { attempts: submits.length, perSecond: submits.length / took, starts, submits, cpu, cpuSeconds };
}
