import type { EnrolmentEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { hasLeft, isEnrolled, rosters, type Roster } from './roster.ts';

/** Somebody gives their seat back; their attempts and grades stay. */
export class Leave extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly studentId: Id,
    readonly courseId: Id,
  ) {
    super();
  }
}

export function decide(roster: Roster, courseId: Id, studentId: Id): Decision<EnrolmentEvent> {
  if (hasLeft(roster, studentId)) return nothing();
  if (!isEnrolled(roster, studentId)) return refuse('not-enrolled');
  return accept({ type: 'enrolments.StudentLeft.v1', data: { courseId, studentId } });
}

@CommandHandler(Leave)
export class LeaveHandler implements ICommandHandler<Leave> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, studentId, courseId }: Leave): Promise<Written<undefined>> {
    const left = await this.streams.decide(rosters, courseId, context, (roster) => decide(roster, courseId, studentId));
    return answer(left, undefined);
  }
}
