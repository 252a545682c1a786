import type { Id, ScheduleWebinarRequest, WebinarEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses } from '../../courses/course.ts';
import { barred as barredFromCourse, type Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { decideOn, type Deciding } from './decided.ts';
import { barred } from './standing.ts';
import { gradingFacts } from './set-grading.ts';
import { seatWaiting, type Webinar } from './webinar.ts';

/** A webinar is planned anew, as a whole. */
export class EditWebinar extends Command<Written<{ webinarId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly webinarId: Id,
    readonly plan: ScheduleWebinarRequest,
    readonly expected: number | undefined,
  ) {
    super();
  }
}

/** Nobody loses a seat by it; those who wait get what it adds. What has begun keeps its beginning. */
export function decide(webinar: Webinar, asked: ScheduleWebinarRequest, { relation, now, ticketFor }: Deciding): Decision<WebinarEvent> {
  const { grading, ...plan } = asked;
  const code = barred(webinar, relation);
  if (code || webinar.phase === 'none') return refuse(code ?? 'webinar-not-found');
  if (webinar.phase === 'cancelled') return refuse('webinar-cancelled');
  if (webinar.plan.end <= now) return refuse('webinar-over');
  if (plan.end <= now) return refuse('in-the-past', { detail: 'The webinar would be over already: choose a time to come.' });
  if (webinar.plan.start <= now && plan.start !== webinar.plan.start) return refuse('webinar-begun');
  if (plan.courseId !== webinar.plan.courseId && webinar.people.size > 0) {
    return refuse('webinar-begun', { detail: 'People have registered: it cannot go to another course any more.' });
  }
  if (plan.seats !== null && plan.seats < webinar.taken) {
    const errors = [{ path: 'seats', rule: 'too_small', message: `${webinar.taken} people have a seat already` }];
    return refuse('invalid-input', { errors });
  }
  // One that belongs to no course has no gradebook.
  const counts = gradingFacts(webinar, plan.courseId === null ? null : grading);
  if (JSON.stringify(plan) === JSON.stringify(webinar.plan)) return counts.length === 0 ? nothing() : accept(...counts);
  const edited: WebinarEvent = { type: 'webinars.WebinarEdited.v1', data: { webinarId: webinar.webinarId, plan } };
  return accept(...seatWaiting(webinar, [edited, ...counts], ticketFor));
}

@CommandHandler(EditWebinar)
export class EditWebinarHandler implements ICommandHandler<EditWebinar> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, webinarId, plan, expected }: EditWebinar): Promise<Written<{ webinarId: Id }>> {
    if (plan.courseId !== null) {
      const code = barredFromCourse(await this.streams.see(courses, plan.courseId), who);
      if (code) throw new Refused({ code });
    }
    const outcome = await decideOn(this.streams, context, who, webinarId, (webinar, deciding) => decide(webinar, plan, deciding), expected);
    return answer(outcome, { webinarId });
  }
}
