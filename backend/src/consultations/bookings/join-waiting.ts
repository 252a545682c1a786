import { type Calendar, type CalendarEvent, type Id, type LocalDate } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { mustOffer } from '../profiles/offers.ts';
import { Calendars, type Deciding } from './calendars.ts';
import { freeOn, nothingToWaitFor, stillWaiting, waitedInVain } from './waiting.ts';

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

/** So many may wait for an instructor, and for so many days one person. */
const MOST_WAITING = 200;
const MOST_OF_ONE = 10;
const OF_ONE = `You wait for ${MOST_OF_ONE} days of this instructor already: give one up first.`;

export function decide(
  calendar: Calendar,
  studentId: Id,
  { date, length }: { readonly date: LocalDate; readonly length: number },
  { instructorId, now }: Deciding<unknown>,
): Decision<CalendarEvent> {
  const { availability } = calendar;
  if (studentId === instructorId) return refuse('own-calendar');
  if (!availability) return refuse('no-availability');
  const nothingThere = nothingToWaitFor({ ...calendar, availability }, { date, length }, now);
  if (nothingThere) return refuse(nothingThere.code, nothingThere);
  if (freeOn(calendar, date, length, now).length > 0) return refuse('day-not-full');
  const waiting = stillWaiting(calendar, now);
  if (waiting.some((one) => one.studentId === studentId && one.date === date && one.length === length)) return nothing();
  const others = waiting.filter((one) => one.studentId !== studentId || one.date !== date);
  if (others.length >= MOST_WAITING) return refuse('waiting-list-full');
  if (others.filter((one) => one.studentId === studentId).length >= MOST_OF_ONE) return refuse('waiting-list-full', { detail: OF_ONE });
  const inVain = waitedInVain(calendar, now).map(({ studentId: other, date: day }): CalendarEvent => ({
    type: 'consultations.WaitingLeft.v1',
    data: { instructorId, studentId: other, date: day },
  }));
  return accept<CalendarEvent>(...inVain, { type: 'consultations.WaitingJoined.v1', data: { instructorId, studentId, date, length } });
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
