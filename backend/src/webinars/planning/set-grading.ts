import type { AttendanceGrading, Id, RefusalCode, WebinarEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses } from '../../courses/course.ts';
import { barred as barredFromCourse, type Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { decideOn, type Deciding } from './decided.ts';
import { barred } from './standing.ts';
import { webinars, type Scheduled, type Webinar } from './webinar.ts';

/** Attendance of a webinar counts in the gradebook of its course by this rule, or (null) not any more; also when it is over. */
export class SetAttendanceGrading extends Command<Written<{ webinarId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly webinarId: Id,
    readonly grading: AttendanceGrading | null,
  ) {
    super();
  }
}

/** What makes the rule that there is the one that is asked for; undefined asks for nothing. */
export function gradingFacts(
  { webinarId, grading: current }: Pick<Scheduled, 'webinarId' | 'grading'>,
  grading: AttendanceGrading | null | undefined,
): readonly WebinarEvent[] {
  if (grading === undefined || (current?.maxScore === grading?.maxScore && current?.fullFrom === grading?.fullFrom)) return [];
  return [{ type: 'webinars.AttendanceGradingSet.v1', data: { webinarId, grading } }];
}

/** `ofCourse` is why the asker has no say in the gradebook: who runs the webinar and does not teach its course any more. */
export function decide(
  webinar: Webinar,
  grading: AttendanceGrading | null,
  { relation }: Deciding,
  ofCourse: RefusalCode | null,
): Decision<WebinarEvent> {
  const code = barred(webinar, relation) ?? ofCourse;
  if (code || webinar.phase === 'none') return refuse(code ?? 'webinar-not-found');
  if (webinar.phase === 'cancelled') return refuse('webinar-cancelled');
  if (webinar.plan.courseId === null && grading !== null) {
    const errors = [{ path: 'grading', rule: 'no-course', message: 'only the webinar of a course has a gradebook' }];
    return refuse('invalid-input', { errors });
  }
  const facts = gradingFacts(webinar, grading);
  return facts.length === 0 ? nothing() : accept(...facts);
}

@CommandHandler(SetAttendanceGrading)
export class SetAttendanceGradingHandler implements ICommandHandler<SetAttendanceGrading> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, webinarId, grading }: SetAttendanceGrading): Promise<Written<{ webinarId: Id }>> {
    const { state: webinar } = await this.streams.look(webinars, webinarId);
    const courseId = webinar.phase === 'none' ? null : webinar.plan.courseId;
    const code = courseId === null ? null : barredFromCourse(await this.streams.see(courses, courseId), who);
    const outcome = await decideOn(this.streams, context, who, webinarId, (current, deciding) => decide(current, grading, deciding, code));
    return answer(outcome, { webinarId });
  }
}
