import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DueCommands } from '../../automation/due-commands.ts';
import { SendReport } from './send-report.ts';

/** When the time of a report has come it is sent. */
@Injectable()
export class WhenReportDueThenSend implements OnModuleInit {
  constructor(private readonly due: DueCommands) {}

  onModuleInit(): void {
    this.due.on('send-report', ({ reportId, at }, context) => new SendReport(context, reportId, { due: at }));
  }
}
