import type { Fact } from '@lyceum/contracts';
import { admins } from '../../accounts/admins.ts';
import { emails } from '../../accounts/email.ts';
import { people } from '../../accounts/person.ts';
import { systemKeys } from '../../accounts/systems/system-keys.ts';
import { sessions } from '../../accounts/session.ts';
import { activityDays } from '../../activity/activity-day.ts';
import { usages } from '../../activity/usage.ts';
import { statementStreams } from '../../activity/xapi/statement-stream.ts';
import { reports } from '../../analytics/reports/report.ts';
import { records } from '../../automation/record.ts';
import { bookingPointers } from '../../consultations/bookings/pointer.ts';
import { calendars } from '../../consultations/calendar/calendar.ts';
import { conversations } from '../../consultations/chat/conversation.ts';
import { clients } from '../../consultations/clients/client.ts';
import { feeds } from '../../consultations/feeds/feed.ts';
import { invoiceBooks } from '../../consultations/payments/invoices/invoice-book.ts';
import { payments } from '../../consultations/payments/payment.ts';
import { profiles } from '../../consultations/profiles/profile.ts';
import { reminders } from '../../consultations/reminders/reminder.ts';
import { reviews } from '../../consultations/reviews/review.ts';
import { connections } from '../../consultations/sync/connection.ts';
import { courses } from '../../courses/course.ts';
import type { Decider } from '../../deciding/decider.ts';
import { courseGroups } from '../../enrolments/groups/group.ts';
import { rosters } from '../../enrolments/roster.ts';
import { mails } from '../../mail/mail.ts';
import { attempts } from '../../quizzes/attempts/attempt.ts';
import { bankQuestions } from '../../quizzes/bank/bank-question.ts';
import { banks } from '../../quizzes/bank/bank.ts';
import { columns, gradings, lines } from '../../quizzes/grades/column.ts';
import { works } from '../../quizzes/grades/works.ts';
import { quizzes } from '../../quizzes/quiz.ts';
import { regrades } from '../../quizzes/regrades/regrade.ts';
import { webinars } from '../../webinars/planning/webinar.ts';
import { erasures } from '../../privacy/erasure/erasure.ts';
import { rooms } from '../../webinars/room/room.ts';
import { imports } from '../imports/import.ts';

/** How the streams of one kind are folded, whatever their facts and states are. */
export type Foldable = Pick<Decider<unknown, Fact>, 'initial' | 'evolve'>;

const DECIDERS = [
  activityDays,
  admins,
  attempts,
  bankQuestions,
  banks,
  bookingPointers,
  calendars,
  clients,
  columns,
  connections,
  conversations,
  courseGroups,
  courses,
  emails,
  erasures,
  feeds,
  imports,
  gradings,
  invoiceBooks,
  lines,
  mails,
  payments,
  people,
  profiles,
  quizzes,
  records,
  regrades,
  reminders,
  reports,
  reviews,
  rooms,
  rosters,
  sessions,
  statementStreams,
  systemKeys,
  usages,
  webinars,
  works,
] as const;

const BY_PREFIX = new Map<string, Foldable>(DECIDERS.map((decider) => [decider.stream(''), decider as unknown as Foldable]));

/** What the names of the streams begin with that can be folded. */
export const PREFIXES: readonly string[] = [...BY_PREFIX.keys()].toSorted();

/** How a stream is folded; undefined where nothing is decided on its kind. */
export const foldableOf = (stream: string): Foldable | undefined => BY_PREFIX.get(stream.slice(0, stream.indexOf('-') + 1));
