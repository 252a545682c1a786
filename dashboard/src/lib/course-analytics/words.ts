import type { CourseMembersQuery, Risk, RiskReason, RiskRule, RiskSign } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';
import { duration, plainDate } from '#lib/time/format.ts';

/** A sign that somebody may not make it, in plain words. */
export const reason = ({ rule, n }: RiskReason): string => t(`reason.${rule}`, { n });

/** What of the learnt chance each plain sign says already. */
const SAID: Readonly<Record<RiskRule, readonly RiskSign[]>> = {
  'never-started': ['use', 'recentUse', 'days', 'silence', 'noResult'],
  quiet: ['recentUse', 'silence'],
  missing: ['missing'],
  'below-pass': ['results', 'lastResult'],
  late: ['late'],
  falling: ['recentUse'],
};

/** The signs that weigh most in a chance, without those that plain signs say already. */
export function notSaid({ reasons, weighs }: Risk): RiskSign[] {
  const said = new Set(reasons.flatMap(({ rule }) => SAID[rule]));
  return weighs.filter((sign) => !said.has(sign));
}

/** A chance in whole percent; nothing is certain. */
export const chance = (value: number): string => t('people.chance', { n: Math.min(99, Math.max(1, Math.round(value * 100))) });

/** Minutes in words. */
export const minutes = (count: number): string => duration(Math.round(count) * 60);

type Part = NonNullable<CourseMembersQuery['did']>;
type Stage = NonNullable<CourseMembersQuery['stage']>;

/** Who a list of people is of, as its address says; null where it is of everybody. */
export function only(query: Pick<URLSearchParams, 'get' | 'has'>): string | null {
  const stage = query.get('stage');
  const week = query.get('week');
  if (week !== null) return t('people.only.week', { day: plainDate(week) });
  if (query.has('left')) return t('people.only.left');
  if (query.has('part')) return t(`people.only.part.${(query.get('did') ?? 'in') as Part}`);
  return stage === null ? null : t(`people.only.stage.${stage as Stage}`);
}
