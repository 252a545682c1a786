import type { Id, Instant } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CONFIG, type Config } from '../../config.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { publicAddress } from '../../mail/writing/public-address.ts';
import { Writer } from '../../mail/writing/writer.ts';
import { letterOf } from './letter.ts';
import { Reporting } from './reporting.ts';
import { reports, sent } from './report.ts';

/** A report goes out: as it is `due`, to all its readers, or (null) at once to somebody who asks for it. */
export class SendReport extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly reportId: Id,
    readonly when: { readonly due: Instant } | { readonly to: Id },
  ) {
    super();
  }
}

/**
 * The messages first, then that it was sent: where that is broken off between the two it is met again, and the ids of the messages, which
 * derive from the report and the time that it was due, let each be written once.
 */
@CommandHandler(SendReport)
export class SendReportHandler implements ICommandHandler<SendReport> {
  private readonly address: URL;

  constructor(
    private readonly streams: Streams,
    private readonly reporting: Reporting,
    private readonly writer: Writer,
    @Inject(CONFIG) config: Config,
  ) {
    this.address = publicAddress(config);
  }

  async execute({ context, reportId, when }: SendReport): Promise<void> {
    const { state: report } = await this.streams.look(reports, reportId);
    if ('to' in when) {
      if (!report) throw new Refused({ code: 'report-not-found' });
      const told = await this.reporting.tell(report.plan, context.at);
      const message = { of: derivedId(reportId, context.commandId), kind: 'report', personId: when.to } as const;
      return this.writer.write(context, message, () => letterOf(told, report.plan.every, this.address));
    }
    const { due } = when;
    // What was paused, deleted or sent a moment ago is due no more as soon as the read model knows.
    if (!report || report.next !== due) return;
    const told = await this.reporting.tell(report.plan, due);
    const of = derivedId(reportId, `report ${due}`);
    for (const personId of report.readers)
      await this.writer.write(context, { of, kind: 'report', personId }, () => letterOf(told, report.plan.every, this.address));
    await this.streams.decide(reports, reportId, furtherStep(context, 'sent'), (state) => sent(state, due, context.at));
  }
}
