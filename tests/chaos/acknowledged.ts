import { compare } from '../faults/acknowledged.ts';
import type { Data, Entry } from '../harness/ledger.ts';

/** What names a fact among others of its type, by type without its version: these are written by people's commands and by nothing else. */
const NAMES = {
  'enrolments.StudentEnrolled': ['courseId', 'studentId'],
  'enrolments.StudentLeft': ['courseId', 'studentId'],
  'quizzes.AttemptStarted': ['attemptId', 'studentId'],
  'quizzes.AnswerSaved': ['attemptId', 'slot', 'sequence'],
  'quizzes.AttemptSubmitted': ['attemptId'],
  'quizzes.GradeOverridden': ['columnId', 'studentId', 'score'],
  'consultations.AvailabilitySet': ['instructorId'],
  'consultations.BookingHeld': ['bookingId'],
  'consultations.BookingCancelled': ['bookingId'],
  'consultations.BookingRescheduled': ['bookingId'],
  'consultations.MessageSent': ['messageId'],
  'webinars.RegistrationWithdrawn': ['webinarId', 'personId'],
  'courses.CourseEdited': ['courseId'],
} as const;

export type Kind = keyof typeof NAMES;

const nameOf = (kind: Kind, data: Data): string => NAMES[kind].map((field) => data[field]).join(' ');

export interface Scored {
  readonly courseId: string;
  readonly quizId: string;
  readonly studentId: string;
  readonly score: number | null;
  readonly right: number;
}

/** What was answered with success since people began. */
export class Acknowledged {
  private readonly names = new Map<Kind, string[]>();
  /** Confirmed at once, or waiting for a seat: by webinar and person. */
  readonly registered: string[] = [];
  /** What each attempt was worth, by the answer to its submission, and how many answers were right. */
  readonly scores = new Map<string, Scored>();
  /** Who is in which course: `COURSE PERSON`. */
  readonly inside: Set<string>;
  commands = 0;

  /** @param inside who is in which course when people begin */
  constructor(inside: Iterable<string>) {
    this.inside = new Set(inside);
  }

  note(kind: Kind, data: Data): void {
    this.commands++;
    const names = this.names.get(kind) ?? [];
    names.push(nameOf(kind, data));
    this.names.set(kind, names);
  }

  count(kind: Kind): number {
    return this.names.get(kind)?.length ?? 0;
  }

  /** What the log lacks of it, and what it has more of, a line each. */
  disagreements(ledger: readonly Entry[]): string[] {
    const byKind = Map.groupBy(ledger, ({ type }) => type.replace(/\.v\d+$/, ''));
    return (Object.keys(NAMES) as Kind[]).flatMap((kind) =>
      compare(
        kind,
        (byKind.get(kind) ?? []).map(({ data }) => nameOf(kind, data)),
        this.names.get(kind) ?? [],
      ),
    );
  }
}
