import type { Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { leave, pause, remove, reports, resume } from './report.ts';

/** A report is paused, goes on, or is sent no more; or a reader wants it no more. */
export class ChangeReport extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly reportId: Id,
    readonly change: 'paused' | 'active' | 'deleted' | { readonly left: Id },
  ) {
    super();
  }
}

@CommandHandler(ChangeReport)
export class ChangeReportHandler implements ICommandHandler<ChangeReport> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, reportId, change }: ChangeReport): Promise<Written<undefined>> {
    const outcome = await this.streams.decide(reports, reportId, context, (report) => {
      if (change === 'paused') return pause(report);
      if (change === 'active') return resume(report, context.at);
      return change === 'deleted' ? remove(report) : leave(report, change.left);
    });
    return answer(outcome, undefined);
  }
}
