import { dateAt, type Calendar, type CalendarEvent, type Id, type LocalDate } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { mustOffer } from '../profiles/offers.ts';
import { Calendars, type Deciding } from './calendars.ts';
import { freeOn } from './waiting.ts';

/** A student waits for a session on a day that is full: what becomes free is kept for who came first. */
export class JoinWaiting extends Command<Written<{ place: number }>> {
  constructor(
    readonly context: CommandContext,
    readonly studentId: Id,
    readonly instructorId: Id,
    readonly date: LocalDate,
    readonly length: number,
  ) {
    super();
  }
}

const MOST_WAITING = 200;

export function decide(
  calendar: Calendar,
  studentId: Id,
  { date, length }: { readonly date: LocalDate; readonly length: number },
  { instructorId, now }: Deciding<unknown>,
): Decision<CalendarEvent> {
  const { availability } = calendar;
  if (studentId === instructorId) return refuse('own-calendar');
  if (!availability) return refuse('no-availability');
  if (!availability.lengths.includes(length)) return refuse('length-not-offered');
  if (date < dateAt(Date.parse(now), availability.timeZone)) return refuse('in-the-past');
  if (freeOn(calendar, date, length, now).length > 0) return refuse('day-not-full');
  if (calendar.waiting.some((one) => one.studentId === studentId && one.date === date && one.length === length)) return nothing();
  if (calendar.waiting.length >= MOST_WAITING) return refuse('waiting-list-full');
  return accept({ type: 'consultations.WaitingJoined.v1', data: { instructorId, studentId, date, length } });
}

@CommandHandler(JoinWaiting)
export class JoinWaitingHandler implements ICommandHandler<JoinWaiting> {
  constructor(private readonly calendars: Calendars) {}

  async execute({ context, studentId, instructorId, date, length }: JoinWaiting): Promise<Written<{ place: number }>> {
    const outcome = await this.calendars.decide(
      context,
      instructorId,
      (calendar, deciding) => decide(calendar, studentId, { date, length }, deciding),
      (see) => mustOffer(see, instructorId),
    );
    const place = outcome.state.waiting.filter((one) => one.date === date).findIndex((one) => one.studentId === studentId) + 1;
    return answer(outcome, { place });
  }
}
