import type { Data, Entry } from '../harness/ledger.ts';
import type { Acknowledged } from './workload.ts';

const count = (keys: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

/** A line for each name that was not recorded as often as it was answered. */
export function compare(what: string, recorded: readonly string[], answered: readonly string[]): string[] {
  const [had, should] = [count(recorded), count(answered)];
  return [...new Set([...had.keys(), ...should.keys()])].flatMap((key) => {
    const [is, ought] = [had.get(key) ?? 0, should.get(key) ?? 0];
    return is === ought ? [] : [`${what} ${key}: acknowledged ${ought} times, recorded ${is} times`];
  });
}

/** What the log lacks of what was acknowledged, and what it has more of: one line each, none where both agree. */
export function disagreements(
  ledger: readonly Entry[],
  acknowledged: Acknowledged,
  academy: { quizId: string; rosterId: string },
): string[] {
  const of = (type: string, scope: Data) =>
    ledger.filter(
      (entry) => entry.type.startsWith(`${type}.v`) && Object.entries(scope).every(([field, value]) => entry.data[field] === value),
    );
  const quiz = { quizId: academy.quizId };
  const roster = { courseId: academy.rosterId };
  const text = (...values: readonly unknown[]) => values.join(' ');
  return [
    ...compare(
      'attempt started',
      of('quizzes.AttemptStarted', quiz).map(({ data }) => text(data.attemptId, data.studentId)),
      acknowledged.started.map(({ attemptId, studentId }) => text(attemptId, studentId)),
    ),
    ...compare(
      'answer saved',
      of('quizzes.AnswerSaved', quiz).map(({ data }) => text(data.attemptId, data.slot, data.sequence)),
      acknowledged.saved.map(({ attemptId, slot, sequence }) => text(attemptId, slot, sequence)),
    ),
    ...compare(
      'attempt submitted',
      of('quizzes.AttemptSubmitted', quiz).map(({ data }) => text(data.attemptId)),
      acknowledged.submitted.map(({ attemptId }) => attemptId),
    ),
    ...compare(
      'attempt graded',
      of('quizzes.AttemptGraded', quiz).map(({ data }) => text(data.attemptId, (data.score as { score: number }).score)),
      acknowledged.submitted.map(({ attemptId, score }) => text(attemptId, score)),
    ),
    ...compare(
      'enrolled',
      of('enrolments.StudentEnrolled', roster).map(({ data }) => text(data.studentId)),
      acknowledged.enrolled.map(({ studentId }) => studentId),
    ),
    ...compare(
      'left',
      of('enrolments.StudentLeft', roster).map(({ data }) => text(data.studentId)),
      acknowledged.left.map(({ studentId }) => studentId),
    ),
  ];
}

/** What no log may have: an event id twice, a stream with a gap. */
export function brokenStreams(ledger: readonly Entry[]): string[] {
  const twice = [...count(ledger.map(({ id }) => id))].flatMap(([id, times]) => (times > 1 ? [`event ${id} is there ${times} times`] : []));
  const next = new Map<string, bigint>();
  const gaps = ledger.flatMap(({ stream, revision }) => {
    const expected = next.get(stream) ?? 0n;
    next.set(stream, revision + 1n);
    return revision === expected ? [] : [`${stream} has revision ${revision} where ${expected} should be`];
  });
  return [...twice, ...gaps];
}

/** The most students that a course ever had at once, by its roster. */
export function mostAtOnce(ledger: readonly Entry[], courseId: string): number {
  let [inside, most] = [0, 0];
  for (const { type, data } of ledger) {
    if (data.courseId !== courseId) continue;
    if (type === 'enrolments.StudentEnrolled.v1') inside++;
    else if (type === 'enrolments.StudentLeft.v1') inside--;
    most = Math.max(most, inside);
  }
  return most;
}
