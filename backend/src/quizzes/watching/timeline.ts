import type { AttemptEvent, KeyHistories, Paper, Recorded, Timeline, TimelineItem } from '@lyceum/contracts';
import { gradedAttempts, type GradedAttempt } from '../attempts/graded-attempt.ts';
import { gradeAs, type Given } from '../grading/by-behaviour.ts';
import { effectivePaper } from '../paper/effective-paper.ts';

type Fact = Recorded<AttemptEvent>;

const NOTHING = { slot: null, answer: null, mark: null, try: null, by: null, deadline: null, score: null } as const;

/** What the question of a slot is worth by what has been given so far. */
function worth(paper: Paper, slot: number, given: Given): number | null {
  const slots = paper.slots.filter((one) => one.slot === slot);
  return gradeAs({ ...paper, slots }, given).marks[0]?.mark ?? null;
}

const givenIn = (attempt: GradedAttempt): Given =>
  attempt.phase === 'none' ? { behaviour: 'deferred', answers: {}, tries: {} } : attempt.given;

function itemOf({ type, data, metadata: { at } }: Fact, paper: Paper, given: Given, marks: boolean): TimelineItem {
  switch (type) {
    case 'quizzes.AttemptStarted.v2':
      return { ...NOTHING, at, kind: 'started', deadline: data.deadline };
    case 'quizzes.AnswerSaved.v1':
    case 'quizzes.AnswerChecked.v1': {
      const { slot, answer } = data;
      const mark = marks ? worth(paper, slot, { ...given, answers: { [slot]: answer } }) : null;
      const checked = type === 'quizzes.AnswerChecked.v1';
      return { ...NOTHING, at, kind: checked ? 'checked' : 'saved', slot, answer, mark, try: checked ? data.try : null };
    }
    case 'quizzes.DeadlineMoved.v1':
      return { ...NOTHING, at, kind: 'deadline', deadline: data.deadline };
    case 'quizzes.AttemptSubmitted.v1':
      return { ...NOTHING, at, kind: 'submitted', by: data.by };
    case 'quizzes.AttemptAbandoned.v1':
      return { ...NOTHING, at, kind: 'abandoned' };
    case 'quizzes.AttemptGraded.v2':
      return { ...NOTHING, at, kind: 'graded', score: marks ? data.score.score : null };
  }
}

/** What the submission brought that had not been saved: answered at that moment, as far as anybody knows. */
function broughtBy(fact: Fact, before: Timeline['items'], paper: Paper, given: Given, marks: boolean): TimelineItem[] {
  if (fact.type !== 'quizzes.AttemptSubmitted.v1') return [];
  return Object.entries(fact.data.answers).flatMap(([key, answer]) => {
    const slot = Number(key);
    const last = before.findLast((item) => item.slot === slot)?.answer;
    if (last && JSON.stringify(last) === JSON.stringify(answer)) return [];
    const mark = marks ? worth(paper, slot, { ...given, answers: { [slot]: answer } }) : null;
    return [{ ...NOTHING, at: fact.metadata.at, kind: 'saved' as const, slot, answer, mark }];
  });
}

/** An attempt moment by moment; undefined where there is none. Without `marks` it tells what was answered alone. */
export function timelineOf(facts: readonly Fact[], keys: KeyHistories, marks: boolean): Omit<Timeline, 'student'> | undefined {
  const [started] = facts;
  if (started?.type !== 'quizzes.AttemptStarted.v2') return undefined;
  const paper = effectivePaper(started.data.paper, keys);
  const items: TimelineItem[] = [];
  let attempt = gradedAttempts.initial;
  for (const fact of facts) {
    items.push(...broughtBy(fact, items, paper, givenIn(attempt), marks));
    attempt = gradedAttempts.evolve(attempt, fact);
    items.push(itemOf(fact, paper, givenIn(attempt), marks));
  }
  const end = items.find(({ kind }) => kind === 'submitted' || kind === 'abandoned');
  return { attemptId: started.data.attemptId, startedAt: started.metadata.at, endedAt: end?.at ?? null, items };
}
