import type { Id, ScheduleWebinarRequest, WebinarEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { gradingFacts } from './set-grading.ts';
import { webinars } from './webinar.ts';

/** Somebody plans a webinar, which they host. */
export class ScheduleWebinar extends Command<Written<{ webinarId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly plan: ScheduleWebinarRequest,
  ) {
    super();
  }
}

/** That of a course is planned by those who teach it, and lies ahead. */
export function decide(
  course: Course | null,
  { who, plan, context }: Pick<ScheduleWebinar, 'who' | 'plan' | 'context'>,
  webinarId: Id,
): Decision<WebinarEvent> {
  const code = course && barred(course, who);
  if (code) return refuse(code);
  if (plan.end <= context.at) return refuse('in-the-past', { detail: 'The webinar would be over already: choose a time to come.' });
  const { grading = null, ...planned } = plan;
  const scheduled: WebinarEvent = { type: 'webinars.WebinarScheduled.v1', data: { webinarId, hostId: who.personId, plan: planned } };
  return accept(scheduled, ...gradingFacts({ webinarId, grading: null }, grading));
}

@CommandHandler(ScheduleWebinar)
export class ScheduleWebinarHandler implements ICommandHandler<ScheduleWebinar> {
  constructor(private readonly streams: Streams) {}

  async execute(command: ScheduleWebinar): Promise<Written<{ webinarId: Id }>> {
    const { context, plan } = command;
    const webinarId = createdId(context, 'webinar');
    const outcome = await this.streams.decide(
      webinars,
      webinarId,
      context,
      (_, course: Course | null) => decide(course, command, webinarId),
      { creating: true, seeing: async (see) => (plan.courseId === null ? null : see(courses, plan.courseId)) },
    );
    return answer(outcome, { webinarId });
  }
}
