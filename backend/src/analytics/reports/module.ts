import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/module.ts';
import { MailModule } from '../../mail/module.ts';
import { ChangeReportHandler } from './change-report.ts';
import { ListReportsHandler } from './list-reports.ts';
import { PlanReportHandler } from './plan-report.ts';
import { Reporting } from './reporting.ts';
import { ReportsController } from './reports-controller.ts';
import { SendReportHandler } from './send-report.ts';
import { WhenReportDueThenSend } from './when-report-due-then-send.ts';

/** Figures by e-mail. */
@Module({
  imports: [AccountsModule, MailModule],
  controllers: [ReportsController],
  providers: [PlanReportHandler, ChangeReportHandler, SendReportHandler, ListReportsHandler, Reporting, WhenReportDueThenSend],
})
export class ReportsModule {}
