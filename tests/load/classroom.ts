/** A class that takes a quiz at the same time, each student as a screen would: an answer at a time, and at the end what was saved is handed in. */
import { setTimeout as sleep } from 'node:timers/promises';
import { laterPosition, type Answer, type AttemptStarted, type PublicPaper, type Submitted } from '@lyceum/contracts';
import { randomFrom } from '../../backend/src/quizzes/paper/shuffle.ts';
import type { Academy } from '../harness/academy.ts';
import { timed } from './figures.ts';
import { LoadClient } from './http.ts';
import type { Seated } from './seeding.ts';

export const CALLS = ['start', 'save', 'submit'] as const;
/** How long the requests of each kind took, in milliseconds. */
export type Times = Readonly<Record<(typeof CALLS)[number], number[]>>;

/** A student at work, and what the server has acknowledged. */
export interface Taken {
  readonly client: LoadClient;
  readonly attemptId: string;
  /** By slot, the last that was acknowledged. */
  readonly answers: Readonly<Record<string, Answer>>;
  readonly saves: number;
  /** How many of the answers are right. */
  readonly right: number;
  readonly position: string;
}

export interface Pace {
  /** The start comes within so many seconds. */
  readonly starting: number;
  /** The student answers until then. */
  readonly seconds: number;
  /** From one answer to the next, in seconds. */
  readonly thinking: readonly [least: number, most: number];
  /** How long the handing in of the whole class takes, in seconds. */
  readonly ending: number;
}

type Answers = Pick<Academy, 'answers'>['answers'];

/** One student from the start to the submission; what they do and when follows from the seed. */
export async function takeQuiz(url: string, quizId: string, { token }: Seated, answers: Answers, pace: Pace, seed: string, times: Times) {
  const random = randomFrom(seed);
  const client = new LoadClient(url, token);
  const began = performance.now();
  const at = (seconds: number) => sleep(Math.max(0, began + seconds * 1000 - performance.now()));
  const end = pace.seconds + random() * pace.ending;

  await at(random() * pace.starting);
  let started: AttemptStarted | undefined;
  times.start.push(await timed(async () => (started = (await client.post<AttemptStarted>(`/api/quizzes/${quizId}/attempts`)).body)));
  const { attemptId, paper } = started!;
  const acknowledged = new Map<number, boolean>();
  let [saves, position] = [0, '0'];
  const think = () => pace.thinking[0] + random() * (pace.thinking[1] - pace.thinking[0]);
  for (let next = pace.starting + random() * think(); next < pace.seconds; next += think()) {
    await at(next);
    // Through the paper in order, then back to this one and that.
    const slot = saves < paper.questions.length ? saves + 1 : 1 + Math.floor(random() * paper.questions.length);
    const right = random() < 0.7;
    const path = `/api/attempts/${attemptId}/answers/${slot}`;
    const body = { answer: answered(answers, paper, slot, right), sequence: Date.now() };
    times.save.push(await timed(async () => (position = laterPosition(position, (await client.put(path, body)).position!))));
    acknowledged.set(slot, right);
    saves++;
  }
  await at(end);
  const path = `/api/attempts/${attemptId}/submission`;
  times.submit.push(await timed(async () => (position = laterPosition(position, (await client.post<Submitted>(path)).position!))));
  const kept = [...acknowledged].map(([slot, right]) => [slot, answered(answers, paper, slot, right)] as const);
  const right = [...acknowledged.values()].filter(Boolean).length;
  return { client, attemptId, answers: Object.fromEntries(kept), saves, right, position } satisfies Taken;
}

const answered = (answers: Answers, paper: PublicPaper, slot: number, right: boolean): Answer =>
  answers(paper, right ? Infinity : 0)[slot]!;
