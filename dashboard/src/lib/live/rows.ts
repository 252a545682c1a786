import type {
  AttendanceGrading,
  AttemptDetail,
  Conversation,
  Enrolment,
  GradedAttempt,
  Id,
  MailItem,
  Message,
  Override,
  QuizAttempt,
  Role,
  Sitting,
  SpanTally,
} from '@lyceum/contracts';

/** The rows that rooms send, as far as the screens read them, by model. */
export interface Rows {
  overview: SpanTally;
  gradebook: {
    readonly courseId: Id;
    readonly personId: Id;
    readonly phase: Enrolment['phase'];
    readonly attempts: Readonly<Record<Id, readonly GradedAttempt[]>>;
    readonly overrides: Readonly<Record<Id, Override>>;
  };
  webinars: Sitting & {
    readonly webinarId: Id;
    readonly title: string;
    readonly grading: AttendanceGrading | null;
    readonly cancelled: string | null;
  };
  courses: {
    readonly courseId: Id;
    readonly title: string;
    readonly summary: string;
    readonly seats: number | null;
    readonly enrolled: number;
    readonly phase: 'draft' | 'published' | 'archived';
    readonly lessons: readonly { readonly lessonId: Id; readonly title: string; readonly text: string; readonly video: string | null }[];
  };
  enrolments: { readonly courseId: Id; readonly personId: Id; readonly phase: Enrolment['phase']; readonly since: string };
  progress: Omit<QuizAttempt, 'student' | 'answered'> & { readonly answered: readonly number[] };
  attempts: {
    readonly attemptId: Id;
    readonly phase: AttemptDetail['phase'];
    readonly deadline: string | null;
  };
  invoices: { readonly invoiceId: Id; readonly bookingId: Id };
  mailbox: Omit<MailItem, 'text' | 'html' | 'attachments'>;
  /** A conversation as the reader sees it. */
  conversations: Omit<Conversation, 'with'> & { readonly otherId: Id };
  messages: Message & { readonly conversationId: Id };
  people: {
    readonly personId: Id;
    readonly name: string | null;
    readonly email: string | null;
    readonly roles: readonly Role[];
    readonly registeredAt: string;
  };
}

interface AnyChange {
  readonly model: string;
  readonly row: unknown;
}

/** The row of a change when it is of the given model. */
export const rowOf = <Model extends keyof Rows>(change: AnyChange, model: Model): Rows[Model] | null =>
  change.model === model && change.row !== null ? (change.row as Rows[Model]) : null;
