import { randomFrom, shuffled } from '../quizzes/paper/shuffle.ts';
import { COURSES } from './courses/courses.ts';
import { LEARNERS } from './people.ts';

/** Days before the present on which the demo begins. */
export const DAYS = 182;
export const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;

/** What a student does, at a time in milliseconds from the beginning. */
export type Step = { readonly kind: 'enrol' | 'leave'; readonly at: number; readonly course: number } | AttemptStep;

export interface AttemptStep {
  readonly kind: 'attempt';
  readonly at: number;
  readonly course: number;
  readonly quiz: number;
  /** Whether it is handed in; one attempt of today is still open. */
  readonly handsIn: boolean;
  /** What tells one attempt's luck from another's. */
  readonly seed: string;
}

/** One student's half year. */
export interface Story {
  readonly learner: number;
  readonly joins: number;
  /** How much they know: 0 is nothing, 1 is all. */
  readonly ability: number;
  readonly steps: readonly Step[];
}

const published = COURSES.map(({ opens }, course) => ({ course, opens })).filter(
  (one): one is { course: number; opens: number } => one.opens !== null,
);

/** People come in waves: most when the term begins, fewer later. */
function joiningDay(random: () => number): number {
  const wave = random();
  if (wave < 0.55) return 1 + random() * 25;
  return wave < 0.8 ? 60 + random() * 30 : random() * (DAYS - 4);
}

/** Some minute of a day on which people are awake; evenings are busiest. */
const waking = (random: () => number): number => (8 + 6 * random() + 8 * random()) * 60 * MINUTE;

/** Three random numbers are nearly a bell: most know about two thirds. */
const ability = (random: () => number): number => Math.min(0.97, 0.25 + 0.8 * ((random() + random() + random()) / 3));

function courseSteps(seed: string, course: number, from: number, random: () => number): Step[] {
  const enrolled = Math.floor(from) * DAY + waking(random);
  const steps: Step[] = [{ kind: 'enrol', at: enrolled, course }];
  let day = from + 1;
  for (const [quiz, { attemptsAllowed }] of (COURSES[course]?.quizzes ?? []).entries()) {
    if (random() < 0.12) continue;
    const attempts = Math.min(attemptsAllowed ?? 4, 1 + Math.floor(random() * 2.4));
    for (let number = 1; number <= attempts; number++) {
      day += 1 + random() * 12;
      const at = Math.floor(day) * DAY + waking(random);
      steps.push({ kind: 'attempt', at, course, quiz, handsIn: true, seed: `${seed} ${course} ${quiz} ${number}` });
    }
  }
  if (random() < 0.08) steps.push({ kind: 'leave', at: Math.floor(day + 2) * DAY + waking(random), course });
  return steps;
}

function story(learner: number, now: number): Story {
  const seed = `learner ${learner}`;
  const random = randomFrom(seed);
  const joins = Math.floor(joiningDay(random)) * DAY + waking(random);
  const count = 2 + Math.floor(random() * 3);
  const chosen = shuffled(published, random).slice(0, count);
  const steps = chosen.flatMap(({ course, opens }) => {
    const from = Math.max(joins / DAY, opens) + 0.5 + random() * 10;
    return courseSteps(seed, course, Math.ceil(from), random);
  });
  return { learner, joins, ability: ability(random), steps: steps.filter(({ at }) => at < now).toSorted((a, b) => a.at - b.at) };
}

/** What has happened today, in minutes before the present; the last attempt is still open. */
const TODAY = [170, 131, 96, 74, 52, 33, 21, 12, 5];

/** A quiz that the student is in the course of and has attempts left for. */
function takeable({ steps }: Story): { course: number; quiz: number } | undefined {
  if (steps.some(({ kind }) => kind === 'leave')) return undefined;
  const used = (course: number, quiz: number) =>
    steps.filter((step) => step.kind === 'attempt' && step.course === course && step.quiz === quiz).length;
  return steps
    .filter(({ kind }) => kind === 'enrol')
    .flatMap(({ course }) => (COURSES[course]?.quizzes ?? []).map(({ attemptsAllowed }, quiz) => ({ course, quiz, attemptsAllowed })))
    .find(({ course, quiz, attemptsAllowed }) => used(course, quiz) < (attemptsAllowed ?? Number.POSITIVE_INFINITY));
}

function today(stories: readonly Story[], now: number): Story[] {
  const able = stories.filter((one) => takeable(one));
  const steps = new Map<number, Step>();
  for (const [index, minutes] of TODAY.entries()) {
    const one = able[(index * 7) % able.length];
    const what = one && takeable(one);
    if (!what) continue;
    const handsIn = index < TODAY.length - 1;
    steps.set(one.learner, { kind: 'attempt', at: now - minutes * MINUTE, ...what, seed: `today ${index}`, handsIn });
  }
  return stories.map((one) => {
    const step = steps.get(one.learner);
    return step ? { ...one, steps: [...one.steps, step] } : one;
  });
}

/** The course of the instructor whose login is printed that the student whose login is printed entered yesterday. */
const AWAITING = { learner: 0, course: 0, hoursAgo: 26 };

/** That student finds a quiz to take, and that instructor's gradebook is the one that moves. */
function withSomethingToDo(one: Story, now: number): Story {
  const { learner, course, hoursAgo } = AWAITING;
  if (one.learner !== learner) return one;
  const enrols: Step = { kind: 'enrol', at: now - hoursAgo * 60 * MINUTE, course };
  return { ...one, steps: [...one.steps.filter((step) => step.course !== course), enrols].toSorted((a, b) => a.at - b.at) };
}

/** The half year of every student, up to the present (milliseconds from the beginning). */
export const stories = (now: number): Story[] =>
  today(
    LEARNERS.map((_, learner) => story(learner, now - 4 * 60 * MINUTE)),
    now,
  ).map((one) => withSomethingToDo(one, now));
