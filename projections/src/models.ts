import { active } from './active/projection.ts';
import { activity } from './activity/projection.ts';
import { automation } from './automation/projection.ts';
import { habits } from './habits/projection.ts';
import { participation } from './participation/projection.ts';
import { attempts } from './attempts/projection.ts';
import { bank } from './bank/projection.ts';
import { clients } from './clients/projection.ts';
import { connections } from './connections/projection.ts';
import { conversations } from './conversations/projection.ts';
import { courses } from './courses/projection.ts';
import { due } from './due/projection.ts';
import { bookings } from './bookings/projection.ts';
import { calendars } from './calendars/projection.ts';
import type { Projection } from './engine/projection.ts';
import { enrolments } from './enrolments/projection.ts';
import { evidence } from './evidence/projection.ts';
import { gradebook } from './gradebook/projection.ts';
import { invoices } from './invoices/projection.ts';
import { mailbox } from './mailbox/projection.ts';
import { journal } from './journal/projection.ts';
import { marks } from './marks/projection.ts';
import { marking } from './marking/projection.ts';
import { gradings } from './gradings/projection.ts';
import { history } from './history/projection.ts';
import { instructors } from './instructors/projection.ts';
import { messages } from './messages/projection.ts';
import { notes } from './notes/projection.ts';
import { orders } from './orders/projection.ts';
import { overview } from './overview/projection.ts';
import { payments } from './payments/projection.ts';
import { people } from './people/projection.ts';
import { progress } from './progress/projection.ts';
import { quizzes } from './quizzes/projection.ts';
import { regrades } from './regrades/projection.ts';
import { reports } from './reports/projection.ts';
import { reviews } from './reviews/projection.ts';
import { statements } from './statements/projection.ts';
import { statistics } from './statistics/projection.ts';
import { streams } from './streams/projection.ts';
import { watched } from './watched/projection.ts';
import { tastes } from './tastes/projection.ts';
import { webinars } from './webinars/projection.ts';
import { registrations } from './registrations/projection.ts';
import { attendance } from './attendance/projection.ts';
import { recordings } from './recordings/projection.ts';

/** Every read model of the academy. */
export const MODELS: readonly Projection[] = [
  people,
  courses,
  enrolments,
  quizzes,
  attempts,
  progress,
  gradebook,
  statistics,
  regrades,
  marking,
  overview,
  active,
  watched,
  marks,
  reports,
  tastes,
  evidence,
  due,
  bank,
  gradings,
  history,
  instructors,
  reviews,
  conversations,
  messages,
  clients,
  notes,
  connections,
  calendars,
  bookings,
  mailbox,
  payments,
  invoices,
  webinars,
  registrations,
  attendance,
  recordings,
  activity,
  participation,
  habits,
  statements,
  journal,
  streams,
  orders,
  automation,
];

export type ModelName =
  | 'people'
  | 'courses'
  | 'enrolments'
  | 'quizzes'
  | 'attempts'
  | 'progress'
  | 'gradebook'
  | 'statistics'
  | 'regrades'
  | 'marking'
  | 'overview'
  | 'active'
  | 'watched'
  | 'marks'
  | 'reports'
  | 'tastes'
  | 'evidence'
  | 'due'
  | 'bank'
  | 'gradings'
  | 'history'
  | 'instructors'
  | 'reviews'
  | 'conversations'
  | 'messages'
  | 'clients'
  | 'notes'
  | 'connections'
  | 'calendars'
  | 'bookings'
  | 'mailbox'
  | 'payments'
  | 'invoices'
  | 'webinars'
  | 'registrations'
  | 'attendance'
  | 'recordings'
  | 'activity'
  | 'participation'
  | 'habits'
  | 'statements'
  | 'journal'
  | 'streams'
  | 'orders'
  | 'automation';
