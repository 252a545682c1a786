import type { Id, PlanReportRequest } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EmailIndex, emails as addresses } from '../../accounts/email.ts';
import { answer, type Written } from '../../api/written.ts';
import { courses } from '../../courses/course.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { plan, reports } from './report.ts';

/** Somebody has a report sent by schedule to people of the academy. */
export class PlanReport extends Command<Written<{ readonly reportId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly ownerId: Id,
    readonly wanted: PlanReportRequest,
  ) {
    super();
  }
}

@CommandHandler(PlanReport)
export class PlanReportHandler implements ICommandHandler<PlanReport> {
  constructor(
    private readonly streams: Streams,
    private readonly index: EmailIndex,
  ) {}

  async execute({ context, ownerId, wanted: { emails, ...wanted } }: PlanReport): Promise<Written<{ readonly reportId: Id }>> {
    const { courseId } = wanted;
    if (courseId !== null && (await this.streams.see(courses, courseId)).phase === 'none') throw new Refused({ code: 'course-not-found' });
    const readers = await Promise.all(emails.map(async (email) => (await this.streams.see(addresses, this.index.of(email))).owner));
    const unknown = readers.flatMap((reader, at) => (reader === null ? [at] : []));
    const message = 'Nobody of the academy has this address.';
    if (unknown.length > 0)
      throw new Refused({ code: 'invalid-input', errors: unknown.map((at) => ({ path: `emails.${at}`, rule: 'person', message })) });
    const reportId = createdId(context, 'report');
    const known = [...new Set(readers.filter((reader) => reader !== null))];
    const outcome = await this.streams.decide(
      reports,
      reportId,
      context,
      (report) => plan(report, reportId, ownerId, wanted, known, context.at),
      { creating: true },
    );
    return answer(outcome, { reportId });
  }
}
