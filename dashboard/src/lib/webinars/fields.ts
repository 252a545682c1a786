import type { AttendanceGrading, Webinar, WebinarKind, RegistrationKind, ScheduleWebinarRequest } from '@lyceum/contracts';
import { fromLocal, toLocal } from '#lib/time/local.ts';

export interface SpeakerFields {
  personId: string | null;
  name: string;
  about: string;
}
export interface PointFields {
  after: number | '';
  title: string;
  speaker: string;
}

/** How attendance counts, as a form has it: without `fullFrom` only all of the time gives all points. */
export interface GradingFields {
  counts: boolean;
  maxScore: number | '' | null;
  fullFrom: number | '' | null;
}

export const gradingFields = (grading: AttendanceGrading | null): GradingFields => ({
  counts: grading !== null,
  maxScore: grading?.maxScore ?? 10,
  fullFrom: grading?.fullFrom ?? '',
});

const typed = (value: number | '' | null): number | null => (value === '' ? null : value);

/** What is sent. Points that were left empty are sent as none, for the API to say so. */
export const gradingOf = ({ counts, maxScore, fullFrom }: GradingFields): AttendanceGrading | null =>
  counts ? { maxScore: typed(maxScore) ?? 0, fullFrom: typed(fullFrom) } : null;

/** A webinar as its form has it: what is empty is an empty text, times are of the reader's zone. */
export interface WebinarFields {
  title: string;
  summary: string;
  courseId: string;
  kind: WebinarKind;
  start: string;
  minutes: number | '';
  seats: number | '';
  registration: RegistrationKind;
  lobby: boolean;
  grading: GradingFields;
  speakers: SpeakerFields[];
  programme: PointFields[];
}

const MINUTE = 60_000;

/** A new one begins tomorrow at the next full hour. */
export function emptyFields(now: number, zone: string, courseId: string): WebinarFields {
  const start = new Date(Math.ceil(now / 3_600_000) * 3_600_000 + 24 * 3_600_000).toISOString();
  const plain = {
    title: '',
    summary: '',
    kind: 'lecture' as const,
    minutes: 60,
    seats: '' as const,
    registration: 'open' as const,
    lobby: false,
    grading: gradingFields(null),
  };
  return { ...plain, courseId, start: toLocal(start, zone), speakers: [], programme: [] };
}

export function fieldsOf(webinar: Webinar, zone: string): WebinarFields {
  const { title, summary, course, kind, start, end, seats, registration, lobby, grading, speakers, programme } = webinar;
  return {
    title,
    summary,
    courseId: course?.courseId ?? '',
    kind,
    start: toLocal(start, zone),
    minutes: Math.round((Date.parse(end) - Date.parse(start)) / MINUTE),
    seats: seats ?? '',
    registration,
    lobby,
    grading: gradingFields(grading),
    speakers: speakers.map((speaker) => ({ ...speaker })),
    programme: programme.map((point) => ({ ...point })),
  };
}

/** What is sent. A start that is no time is sent as it is, for the API to say so. */
export function bodyOf(fields: WebinarFields, timeZone: string): ScheduleWebinarRequest {
  const start = fromLocal(fields.start, timeZone) ?? '';
  const length = (fields.minutes === '' ? 0 : fields.minutes) * MINUTE;
  const end = start === '' ? '' : new Date(Date.parse(start) + length).toISOString();
  const { title, summary, kind, registration, lobby } = fields;
  return {
    title,
    summary,
    courseId: fields.courseId === '' ? null : fields.courseId,
    kind,
    start,
    end,
    timeZone,
    seats: fields.seats === '' ? null : fields.seats,
    registration,
    lobby,
    grading: fields.courseId === '' ? null : gradingOf(fields.grading),
    speakers: fields.speakers.filter(({ name }) => name.trim() !== ''),
    programme: fields.programme
      .filter((point) => point.title.trim() !== '')
      .map((point) => ({ ...point, after: point.after === '' ? 0 : point.after })),
  };
}
