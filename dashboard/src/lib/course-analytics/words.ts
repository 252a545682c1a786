import type { CourseMembersQuery, RiskReason } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';
import { duration, plainDate } from '#lib/time/format.ts';

/** A sign that somebody may not make it, in plain words. */
export const reason = ({ rule, n }: RiskReason): string => t(`reason.${rule}`, { n });

/** A chance in whole percent. */
export const chance = (value: number): string => t('people.chance', { n: Math.round(value * 100) });

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
