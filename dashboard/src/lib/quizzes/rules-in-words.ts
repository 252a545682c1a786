import { CERTAINTIES, type ShownRules } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';
import { absolute, duration } from '#lib/time/format.ts';
import { asFraction } from './as-fraction.ts';

/** What being sure is worth, a line each. */
const certaintyTable = (): readonly string[] =>
  CERTAINTIES.map(({ certainty, right, wrong }) =>
    t('rules.certaintyRow', { sure: t(`certainty.${certainty}`), right: asFraction(right), wrong: asFraction(wrong) }),
  );

/** The rules of a quiz as sentences to who takes it; times in the given zone. */
export function rulesInWords(rules: ShownRules, password: boolean, zone: string): readonly string[] {
  const {
    timeLimitSeconds,
    attemptsAllowed,
    opensAt,
    dueAt,
    closesAt,
    overdue,
    graceSeconds,
    counts,
    navigation,
    delaySeconds,
    behaviour,
  } = rules;
  const ends = timeLimitSeconds !== null || closesAt !== null;
  return [
    timeLimitSeconds === null ? t('rules.noTime') : t('rules.time', { time: duration(timeLimitSeconds) }),
    ...(ends ? [overdue === 'submit' ? t('rules.submitted') : t('rules.grace', { time: duration(graceSeconds) })] : []),
    attemptsAllowed === null ? t('rules.anyAttempts') : t('rules.attempts', { n: attemptsAllowed }),
    ...(attemptsAllowed === 1 ? [] : [t(`rules.counts.${counts}`)]),
    ...(attemptsAllowed !== 1 && delaySeconds > 0 ? [t('rules.delay', { time: duration(delaySeconds) })] : []),
    ...(opensAt === null ? [] : [t('rules.opens', { at: absolute(opensAt, zone) })]),
    ...(dueAt === null ? [] : [t('rules.due', { at: absolute(dueAt, zone) })]),
    ...(closesAt === null ? [] : [t('rules.closes', { at: absolute(closesAt, zone) })]),
    ...(behaviour === 'interactive' ? [t('rules.interactive')] : []),
    ...(behaviour === 'certainty' ? [t('rules.certainty'), ...certaintyTable()] : []),
    ...(navigation === 'forward' ? [t('rules.forward')] : []),
    ...(password ? [t('rules.password')] : []),
  ];
}

/** The rules in a line for a list; opening is told while it lies ahead. */
export function rulesInShort(rules: ShownRules, password: boolean, zone: string, now: number): readonly string[] {
  const { timeLimitSeconds, attemptsAllowed, opensAt, dueAt, closesAt } = rules;
  return [
    timeLimitSeconds === null ? t('quiz.noTimeLimit') : t('quiz.timeLimit', { time: duration(timeLimitSeconds) }),
    attemptsAllowed === null ? t('quiz.anyAttempts') : t('quiz.attemptsAllowed', { n: attemptsAllowed }),
    ...(opensAt !== null && Date.parse(opensAt) > now ? [t('rules.shortOpens', { at: absolute(opensAt, zone) })] : []),
    ...(dueAt === null ? [] : [t('rules.shortDue', { at: absolute(dueAt, zone) })]),
    ...(closesAt === null ? [] : [t('rules.shortCloses', { at: absolute(closesAt, zone) })]),
    ...(password ? [t('rules.shortPassword')] : []),
  ];
}
