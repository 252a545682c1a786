import { accounts } from './en/accounts.ts';
import { analytics } from './en/analytics.ts';
import { recommending } from './en/recommending.ts';
import { reports } from './en/reports.ts';
import { systems } from './en/systems.ts';
import { answering } from './en/answering.ts';
import { activity } from './en/activity.ts';
import { automation } from './en/automation.ts';
import { attempts } from './en/attempts.ts';
import { bank } from './en/bank.ts';
import { behaviours } from './en/behaviours.ts';
import { clients } from './en/clients.ts';
import { calendars } from './en/calendars.ts';
import { backups } from './en/backups.ts';
import { booking } from './en/booking.ts';
import { calendar } from './en/calendar.ts';
import { chat } from './en/chat.ts';
import { connections } from './en/connections.ts';
import { courseAnalytics } from './en/course-analytics.ts';
import { courses } from './en/courses.ts';
import { facts } from './en/facts.ts';
import { general } from './en/general.ts';
import { gradebook } from './en/gradebook.ts';
import { health } from './en/health.ts';
import { home } from './en/home.ts';
import { instructors } from './en/instructors.ts';
import { mailbox } from './en/mailbox.ts';
import { past } from './en/past.ts';
import { payments } from './en/payments.ts';
import { log } from './en/log.ts';
import { marking } from './en/marking.ts';
import { operations } from './en/operations.ts';
import { privacy } from './en/privacy.ts';
import { quizzes } from './en/quizzes.ts';
import { recordings } from './en/recordings.ts';
import { replay } from './en/replay.ts';
import { reviews } from './en/reviews.ts';
import { room } from './en/room.ts';
import { rules } from './en/rules.ts';
import { slides } from './en/slides.ts';
import { stage } from './en/stage.ts';
import { webinars } from './en/webinars.ts';
import { watching } from './en/watching.ts';
import { writing } from './en/writing.ts';

/** Every text of the interface in English: the catalogue that the others follow. */
export const en = {
  ...general,
  ...accounts,
  ...privacy,
  ...home,
  ...courses,
  ...quizzes,
  ...rules,
  ...behaviours,
  ...writing,
  ...answering,
  ...backups,
  ...bank,
  ...attempts,
  ...marking,
  ...watching,
  ...activity,
  ...gradebook,
  ...facts,
  ...analytics,
  ...courseAnalytics,
  ...recommending,
  ...reports,
  ...systems,
  ...operations,
  ...log,
  ...instructors,
  ...booking,
  ...calendar,
  ...reviews,
  ...mailbox,
  ...calendars,
  ...past,
  ...payments,
  ...chat,
  ...connections,
  ...clients,
  ...room,
  ...stage,
  ...slides,
  ...webinars,
  ...recordings,
  ...replay,
  ...automation,
  ...health,
} as const;
