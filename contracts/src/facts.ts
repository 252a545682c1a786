import type { AccountEvent } from './accounts/events.ts';
import type { SystemKeyEvent } from './accounts/system-keys.ts';
import type { ActivityEvent } from './activity/events.ts';
import type { CourseAnalyticsEvent } from './analytics/course/settings.ts';
import type { ReportEvent } from './analytics/reports.ts';
import type { AutomationEvent } from './automation/events.ts';
import type { ConversationEvent } from './consultations/chat/events.ts';
import type { ConnectionEvent } from './consultations/sync/events.ts';
import type { ClientEvent } from './consultations/clients/events.ts';
import type { BookingPointerEvent, CalendarEvent, ProfileEvent } from './consultations/events.ts';
import type { FeedEvent } from './consultations/feeds.ts';
import type { InvoiceEvent, PaymentEvent } from './consultations/payments.ts';
import type { ReminderEvent } from './consultations/reminders.ts';
import type { ReviewEvent } from './consultations/reviews.ts';
import type { CourseEvent } from './courses/events.ts';
import type { EnrolmentEvent, GroupEvent } from './enrolments/events.ts';
import type { FileEvent } from './files/events.ts';
import type { ImageEvent } from './images/events.ts';
import type { MailEvent } from './mail/events.ts';
import type { ImportEvent, ProjectionEvent } from './operations/events.ts';
import type {
  AttemptEvent,
  BankEvent,
  BankQuestionEvent,
  ColumnEvent,
  GradebookEvent,
  LineEvent,
  QuizEvent,
  RegradeEvent,
  WorkEvent,
} from './quizzes/events.ts';
import type { WebinarEvent, WebinarReminderEvent } from './webinars/events.ts';
import type { RoomEvent } from './webinars/room/events.ts';

/** Every fact of the academy in its newest version. */
export type AcademyEvent =
  | AccountEvent
  | SystemKeyEvent
  | CourseEvent
  | CalendarEvent
  | ProfileEvent
  | BookingPointerEvent
  | ReminderEvent
  | FeedEvent
  | PaymentEvent
  | InvoiceEvent
  | ReviewEvent
  | ConversationEvent
  | ClientEvent
  | ConnectionEvent
  | EnrolmentEvent
  | GroupEvent
  | QuizEvent
  | AttemptEvent
  | RegradeEvent
  | GradebookEvent
  | ColumnEvent
  | LineEvent
  | WorkEvent
  | BankEvent
  | BankQuestionEvent
  | FileEvent
  | ImageEvent
  | MailEvent
  | WebinarEvent
  | WebinarReminderEvent
  | RoomEvent
  | ProjectionEvent
  | ImportEvent
  | ActivityEvent
  | CourseAnalyticsEvent
  | ReportEvent
  | AutomationEvent;
export type AcademyEventType = AcademyEvent['type'];

/** The fact of the given type. */
export type EventOf<Type extends AcademyEventType> = Extract<AcademyEvent, { type: Type }>;

/** All that a projection folds begin with the name of their context, so that one prefix filter leaves out what is not ours; images and files are large, and no projection needs them. */
export const EVENT_PREFIXES = [
  'accounts.',
  'activity.',
  'analytics.',
  'automation.',
  'consultations.',
  'courses.',
  'enrolments.',
  'mail.',
  'operations.',
  'quizzes.',
  'webinars.',
] as const;
