import type { ExceptionRules, QuizException } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';
import { absolute, duration } from '#lib/time/format.ts';
import { fromLocal, toLocal } from '#lib/time/local.ts';

type Typed = string | number | null;

/** The dates that an exception may move or take away. */
export const DATES = ['opensAt', 'dueAt', 'closesAt'] as const;
type DateName = (typeof DATES)[number];

/** An exception as its form holds it: an empty field is as for everybody. `of` is `person:ID` or `group:ID`. */
export interface ExceptionFields {
  of: string;
  minutes: Typed;
  noTimeLimit: boolean;
  attempts: Typed;
  anyAttempts: boolean;
  opensAt: string;
  dueAt: string;
  closesAt: string;
  /** The dates that do not hold for them at all. */
  noDate: Record<DateName, boolean>;
}

export const NO_EXCEPTION: ExceptionFields = {
  of: '',
  minutes: '',
  noTimeLimit: false,
  attempts: '',
  anyAttempts: false,
  opensAt: '',
  dueAt: '',
  closesAt: '',
  noDate: { opensAt: false, dueAt: false, closesAt: false },
};

export const keyOf = (of: QuizException['of']): string => ('personId' in of ? `person:${of.personId}` : `group:${of.groupId}`);

export const nameOfException = ({ of }: QuizException): string =>
  'personId' in of
    ? t('exceptions.person', { name: of.name ?? t('person.forgotten') })
    : of.name === null
      ? t('exceptions.dissolved')
      : t('exceptions.group', { name: of.name });

export const exceptionFields = ({ of, rules }: QuizException, zone: string): ExceptionFields => ({
  of: keyOf(of),
  minutes: rules.timeLimitSeconds ? rules.timeLimitSeconds / 60 : '',
  noTimeLimit: rules.timeLimitSeconds === null,
  attempts: rules.attemptsAllowed ?? '',
  anyAttempts: rules.attemptsAllowed === null,
  opensAt: toLocal(rules.opensAt ?? null, zone),
  dueAt: toLocal(rules.dueAt ?? null, zone),
  closesAt: toLocal(rules.closesAt ?? null, zone),
  noDate: { opensAt: rules.opensAt === null, dueAt: rules.dueAt === null, closesAt: rules.closesAt === null },
});

const isGiven = (value: Typed): boolean => value !== '' && value !== null;

export function exceptionBody(fields: ExceptionFields, zone: string): { of: object; rules: ExceptionRules } {
  const [kind, id = ''] = fields.of.split(':');
  const dates = DATES.filter((name) => fields.noDate[name] || fields[name] !== '');
  return {
    of: kind === 'group' ? { groupId: id } : { personId: id },
    rules: {
      ...(fields.noTimeLimit
        ? { timeLimitSeconds: null }
        : isGiven(fields.minutes) && { timeLimitSeconds: Math.round(Number(fields.minutes) * 60) }),
      ...(fields.anyAttempts ? { attemptsAllowed: null } : isGiven(fields.attempts) && { attemptsAllowed: Number(fields.attempts) }),
      ...Object.fromEntries(dates.map((name) => [name, fields.noDate[name] ? null : fromLocal(fields[name], zone)])),
    },
  };
}

/** The rules of an exception in words, as far as they differ from everybody's. */
export function exceptionInWords({ timeLimitSeconds, attemptsAllowed, ...dates }: ExceptionRules, zone: string): readonly string[] {
  const date = (name: DateName, key: 'rules.shortOpens' | 'rules.shortDue' | 'rules.shortCloses') => {
    const at = dates[name];
    if (at === undefined) return [];
    return [at === null ? t(`exceptions.noDate.${name}`) : t(key, { at: absolute(at, zone) })];
  };
  return [
    ...(timeLimitSeconds === undefined
      ? []
      : [timeLimitSeconds === null ? t('exceptions.noTimeLimit') : t('quiz.timeLimit', { time: duration(timeLimitSeconds) })]),
    ...(attemptsAllowed === undefined
      ? []
      : [attemptsAllowed === null ? t('exceptions.noAttemptLimit') : t('quiz.attemptsAllowed', { n: attemptsAllowed })]),
    ...date('opensAt', 'rules.shortOpens'),
    ...date('dueAt', 'rules.shortDue'),
    ...date('closesAt', 'rules.shortCloses'),
  ];
}
