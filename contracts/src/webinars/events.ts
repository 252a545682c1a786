import type { Fact } from '../fact.ts';
import type { Id, Instant } from '../values.ts';
import type { AttendanceGrading } from './attendance.ts';
import type { WebinarPlan } from './plan.ts';

interface Of {
  readonly webinarId: Id;
  readonly personId: Id;
}

/** Facts of a webinar's planning: stream `webinar-WEBINARID`, where it is decided who gets which seat. */
export type WebinarEvent =
  | Fact<'webinars.WebinarScheduled.v1', { webinarId: Id; hostId: Id; plan: WebinarPlan }>
  | Fact<'webinars.WebinarEdited.v1', { webinarId: Id; plan: WebinarPlan }>
  | Fact<'webinars.WebinarCancelled.v1', { webinarId: Id; reason: string }>
  /** Attendance is counted in the gradebook of the course by this rule from now on, or (null) not any more. It can be said after the end, too. */
  | Fact<'webinars.AttendanceGradingSet.v1', { webinarId: Id; grading: AttendanceGrading | null }>
  /** The host is asked. */
  | Fact<'webinars.RegistrationRequested.v1', Of>
  | Fact<'webinars.RegistrationRefused.v1', Of & { reason: string }>
  /** A seat is theirs; `ticketId` is in the ticket's QR code. `from` is what they stood as before: who waited was the next in turn. */
  | Fact<'webinars.RegistrationConfirmed.v1', Of & { ticketId: Id; from: 'requested' | 'waiting' | null }>
  /** All seats are taken: the next free one is theirs in turn. */
  | Fact<'webinars.WaitingListJoined.v1', Of & { from: 'requested' | null }>
  /** By themselves, or by the host: what they had (`from`) is given up. */
  | Fact<'webinars.RegistrationWithdrawn.v1', Of & { from: 'requested' | 'confirmed' | 'waiting'; by: 'person' | 'host' }>
  /** A host looked at the ticket at the door, for those who come in person or for a check. */
  | Fact<'webinars.TicketChecked.v1', Of & { ticketId: Id }>;

/**
 * The fact of a reminder: stream `reminders-WEBINARID`. The webinar that begins at `start` is `minutes` away, or less where nobody was there
 * to notice; so far it was to take place.
 */
export type WebinarReminderEvent = Fact<'webinars.WebinarNeared.v1', { webinarId: Id; start: Instant; minutes: number }>;
