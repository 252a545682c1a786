import type { ExceptionFor, ExceptionRules, Id, Instant, QuizRules } from '@lyceum/contracts';

/** An exception as a quiz keeps it. */
export interface Exception {
  readonly exceptionId: Id;
  readonly of: ExceptionFor;
  readonly rules: ExceptionRules;
}

/** Somebody with the groups of the course that they are in. */
export interface Student {
  readonly personId: Id;
  readonly groupIds: readonly Id[];
}

const appliesTo = ({ of }: Pick<Exception, 'of'>, { personId, groupIds }: Student): boolean =>
  'personId' in of ? of.personId === personId : groupIds.includes(of.groupId);

/** Whether it has to be known which groups a student is in. */
export const asksForGroups = (exceptions: readonly Pick<Exception, 'of'>[]): boolean => exceptions.some(({ of }) => 'groupId' in of);

/** No limit is better than any. */
const most = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : Math.max(a, b));
const latest = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? null : Date.parse(a) > Date.parse(b) ? a : b;
const earliest = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? null : Date.parse(a) < Date.parse(b) ? a : b;

/** Which of two values of a rule is better for the student. */
const BETTER: { readonly [Rule in keyof Required<ExceptionRules>]: (a: QuizRules[Rule], b: QuizRules[Rule]) => QuizRules[Rule] } = {
  timeLimitSeconds: most,
  attemptsAllowed: most,
  opensAt: earliest,
  dueAt: latest,
  closesAt: latest,
};

const RULES = Object.keys(BETTER) as (keyof ExceptionRules)[];

function withRule<Rule extends keyof ExceptionRules>(rules: QuizRules, rule: Rule, applied: readonly ExceptionRules[]): QuizRules {
  const values = applied.flatMap((one) => (one[rule] === undefined ? [] : [one[rule] as QuizRules[Rule]]));
  return values.length === 0 ? rules : { ...rules, [rule]: values.reduce(BETTER[rule]) };
}

/**
 * The rules of a quiz as they hold for one student. An exception takes the place of the quiz's own rule, also where it is stricter (a group
 * that begins later, say); where several apply, the best for the student wins, rule by rule.
 */
export function rulesFor(rules: QuizRules, exceptions: readonly Exception[], student: Student): QuizRules {
  const applied = exceptions.filter((exception) => appliesTo(exception, student)).map((exception) => exception.rules);
  return RULES.reduce((so, rule) => withRule(so, rule, applied), rules);
}
