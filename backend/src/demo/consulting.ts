import { dateAt, instant, momentOf, plusDays, weekdayOf, type Id, type Role } from '@lyceum/contracts';
import { AttendBooking } from '../consultations/bookings/attend-booking.ts';
import { Book } from '../consultations/bookings/book.ts';
import { AnswerRequest } from '../consultations/bookings/answer-request.ts';
import { SetAvailability } from '../consultations/calendar/set-availability.ts';
import { EditProfile } from '../consultations/profiles/edit-profile.ts';
import { AnswerReview } from '../consultations/reviews/answer-review.ts';
import { WriteReview } from '../consultations/reviews/write-review.ts';
import type { Director } from './director.ts';
import { LEARNERS, type DemoPerson } from './people.ts';
import { CONSULTANTS } from './profiles.ts';
import { SESSIONS, type DemoSession } from './sessions.ts';
import { DAY, DAYS, MINUTE } from './timeline.ts';

const HOUR = 60 * MINUTE;
const LENGTH = 30;
/** A session is booked so long before it; one to come so long ago that nobody is written to for it any more. */
const AHEAD = 3 * DAY;
const ASKED = 30 * HOUR;
const STUDENT: readonly Role[] = ['student'];
const INSTRUCTOR: readonly Role[] = ['instructor'];

/** The first working day from a date on. */
const workingDay = (date: string): string => (weekdayOf(date) > 5 ? workingDay(plusDays(date, 1)) : date);

/** Instructors say when they can be booked, students book them, and say how it was. */
export class Consulting {
  constructor(
    private readonly director: Director,
    /** Who somebody of the demo is in this academy. */
    private readonly idOf: (person: DemoPerson) => Promise<Id>,
  ) {}

  async consult(): Promise<void> {
    for (const [number, { person, profile, availability }] of CONSULTANTS.entries()) {
      const instructorId = await this.idOf(person);
      const at = (12 + number) * DAY + 10 * HOUR;
      const { director } = this;
      await director.give(new EditProfile(director.context(`profile ${number}`, instructorId, at), instructorId, profile));
      const opens = director.context(`calendar ${number}`, instructorId, at + HOUR);
      await director.give(new SetAvailability(opens, instructorId, availability, undefined));
    }
    for (const [number, session] of SESSIONS.entries()) await this.session(session, `session ${number}`);
  }

  private async session(session: DemoSession, name: string): Promise<void> {
    const { director } = this;
    const consultant = CONSULTANTS[session.instructor];
    const learner = LEARNERS[session.learner];
    if (!consultant || !learner) return;
    const [instructorId, studentId] = await Promise.all([this.idOf(consultant.person), this.idOf(learner)]);
    const { timeZone, approval } = consultant.availability;
    const today = dateAt(director.beginning + DAYS * DAY, timeZone);
    const start = momentOf(workingDay(plusDays(today, session.day)), session.time, timeZone);
    const isOver = session.day < 0;
    // Milliseconds from the beginning of the demo, as all its times are.
    const begins = start - director.beginning;
    const asked = isOver ? begins - AHEAD : DAYS * DAY - ASKED;
    const request = { start: instant(start), length: LENGTH, hold: false, note: session.note };
    const { body } = await director.give(new Book(director.context(`${name} booked`, studentId, asked), studentId, instructorId, request));
    const { bookingId } = body;
    if (!isOver) return;
    const teacher = { personId: instructorId, roles: INSTRUCTOR };
    if (approval) {
      const yes = director.context(`${name} accepted`, instructorId, asked + HOUR);
      await director.giveOnce(new AnswerRequest(yes, teacher, bookingId, { approved: true }));
    }
    const ends = begins + LENGTH * MINUTE;
    await director.give(new AttendBooking(director.context(`${name} over`, null, ends), instructorId, bookingId));
    const { review } = session;
    if (!review) return;
    const { rating, text, answer } = review;
    const said = director.context(`${name} reviewed`, studentId, ends + 2 * HOUR);
    await director.giveOnce(new WriteReview(said, { personId: studentId, roles: STUDENT }, bookingId, { rating, text }));
    if (answer === undefined) return;
    const replied = director.context(`${name} answered`, instructorId, ends + 20 * HOUR);
    await director.give(new AnswerReview(replied, teacher, bookingId, answer));
  }
}
