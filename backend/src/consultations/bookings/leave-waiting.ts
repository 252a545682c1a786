import { type Calendar, type CalendarEvent, type Id, type LocalDate } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Calendars } from './calendars.ts';

/** A student waits no longer for a day. */
export class LeaveWaiting extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly studentId: Id,
    readonly instructorId: Id,
    readonly date: LocalDate,
  ) {
    super();
  }
}

export function decide({ waiting }: Calendar, instructorId: Id, studentId: Id, date: LocalDate): Decision<CalendarEvent> {
  if (!waiting.some((one) => one.studentId === studentId && one.date === date)) return refuse('not-waiting');
  return accept({ type: 'consultations.WaitingLeft.v1', data: { instructorId, studentId, date } });
}

@CommandHandler(LeaveWaiting)
export class LeaveWaitingHandler implements ICommandHandler<LeaveWaiting> {
  constructor(private readonly calendars: Calendars) {}

  async execute({ context, studentId, instructorId, date }: LeaveWaiting): Promise<Written<undefined>> {
    const outcome = await this.calendars.decide(context, instructorId, (calendar) => decide(calendar, instructorId, studentId, date));
    return answer(outcome, undefined);
  }
}
