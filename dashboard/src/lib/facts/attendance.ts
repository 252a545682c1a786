import {
  attendanceMark,
  countedMinutes,
  type AttendanceGrading,
  type FactLine,
  type Opening,
  type RoomRole,
  type Stay,
} from '@lyceum/contracts';
import { figure, t } from '#lib/messages/index.ts';
import { absolute, hourMinute } from '#lib/time/format.ts';
import { doer, kindOf, sentence, text } from './sentence.ts';

/** Whether these are the facts behind a mark of attendance. */
export const isAttendance = (facts: readonly FactLine[]): boolean => facts.some(({ type }) => type.startsWith('webinars.'));

function left(fact: FactLine): string {
  switch (fact.values['why']) {
    case 'lost':
      return t('fact.lostConnection');
    case 'removed':
      return t('fact.sentOut', { who: doer(fact) });
    case 'barred':
      return t('fact.barred');
    case 'closed':
    case 'over':
      return t('fact.roomClosedOn');
    default:
      return t('fact.wentOut', { who: doer(fact) });
  }
}

/** A fact of a webinar and of somebody's being there, in plain words; times in the given zone. */
export function attendanceSentence(fact: FactLine, zone: string): string {
  const { values } = fact;
  const who = doer(fact);
  const planned = () => ({ who, start: absolute(String(values['start']), zone), end: hourMinute(String(values['end']), zone) });
  switch (kindOf(fact.type)) {
    case 'webinars.WebinarScheduled':
      return t('fact.webinarPlanned', planned());
    case 'webinars.WebinarEdited':
      return t('fact.webinarMoved', planned());
    case 'webinars.AttendanceGradingSet': {
      const { maxScore = null, fullFrom = null } = values;
      if (maxScore === null) return t('fact.attendanceCountsNot', { who });
      const rule = { who, maxScore: text(maxScore) };
      return fullFrom === null ? t('fact.attendanceCounts', rule) : t('fact.attendanceCountsFull', { ...rule, fullFrom: text(fullFrom) });
    }
    case 'webinars.RoomOpened':
      return t('fact.roomOpened', { who });
    case 'webinars.RoomClosed':
      return values['why'] === 'empty' ? t('fact.roomEmptied') : t('fact.roomClosed');
    case 'webinars.ParticipantJoined':
      return values['again'] === true ? t('fact.cameInAgain', { who }) : t('fact.cameIn', { who });
    case 'webinars.ParticipantLeft':
      return left(fact);
    case 'quizzes.GradeOverridden':
      return values['score'] === null ? t('fact.overrideTakenWebinar', { who, reason: text(values['reason']) }) : sentence(fact, zone);
    default:
      return sentence(fact, zone);
  }
}

interface Known {
  planned: { readonly start: string; readonly end: string } | null;
  grading: AttendanceGrading | null;
  openings: readonly Opening[];
  stays: readonly Stay[];
  role: RoomRole;
  set: number | null;
}

const begun = (stays: readonly Stay[], from: string): readonly Stay[] => [...stays, { from, to: null }];
const ended = (stays: readonly Stay[], to: string): readonly Stay[] => stays.map((stay) => (stay.to === null ? { ...stay, to } : stay));

function take(known: Known, { type, at, values }: FactLine): Known {
  switch (kindOf(type)) {
    case 'webinars.WebinarScheduled':
    case 'webinars.WebinarEdited':
      return { ...known, planned: { start: String(values['start']), end: String(values['end']) } };
    case 'webinars.AttendanceGradingSet': {
      const { maxScore, fullFrom } = values;
      const grading = typeof maxScore === 'number' ? { maxScore, fullFrom: typeof fullFrom === 'number' ? fullFrom : null } : null;
      return { ...known, grading };
    }
    case 'webinars.RoomOpened':
      return { ...known, openings: [...known.openings, { from: at, to: null, ended: false }] };
    case 'webinars.RoomClosed': {
      const closed = { to: at, ended: values['why'] !== 'empty' };
      return { ...known, openings: known.openings.map((one) => (one.to === null ? { ...one, ...closed } : one)) };
    }
    case 'webinars.ParticipantJoined':
      return { ...known, role: values['role'] as RoomRole, stays: values['again'] === true ? known.stays : begun(known.stays, at) };
    case 'webinars.ParticipantLeft':
      return { ...known, stays: ended(known.stays, at) };
    case 'quizzes.GradeOverridden':
      return { ...known, set: typeof values['score'] === 'number' ? values['score'] : null };
    default:
      return known;
  }
}

const minutes = (value: number): string => figure(Math.round(value * 10) / 10);

/** What the mark was once these facts had happened, at that time: made by the rule of the gradebook itself. */
export function attendanceAsOf(facts: readonly FactLine[], now: string): string {
  const none: Known = { planned: null, grading: null, openings: [], stays: [], role: 'attendee', set: null };
  const { planned, grading, openings, stays, role, set } = facts.reduce(take, none);
  if (set !== null) return figure(set);
  if (planned === null || grading === null) return t('facts.noMark');
  const sitting = { ...planned, openings };
  const mark = attendanceMark(grading, sitting, { role, stays }, { since: planned.start, until: null }, now);
  if (mark === null) return t('facts.notOver');
  const { there, of } = countedMinutes(sitting, stays);
  const grade = t('grade.outOf', { score: figure(mark.score), maxScore: figure(grading.maxScore) });
  return t('facts.attendance', { grade, minutes: minutes(there), of: minutes(of) });
}
