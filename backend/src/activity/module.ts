import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/module.ts';
import { ActivityController } from './controller.ts';
import { GetCourseActivityHandler } from './get-course-activity.ts';
import { GetMyActivityHandler } from './get-my-activity.ts';
import { RecordActivityHandler } from './record-activity.ts';
import { ExportController } from './xapi/export-controller.ts';
import { ExportStatementsHandler } from './xapi/export-statements.ts';
import { GetXapiActivityHandler } from './xapi/get-activity.ts';
import { GetStatementsHandler } from './xapi/get-statements.ts';
import { XapiPeople } from './xapi/people.ts';
import { StoreStatementsHandler } from './xapi/store-statements.ts';
import { XapiController } from './xapi/xapi-controller.ts';

/** What people do, as it happens here and as other systems tell of it. */
@Module({
  imports: [AccountsModule],
  controllers: [ActivityController, ExportController, XapiController],
  providers: [
    GetCourseActivityHandler,
    GetMyActivityHandler,
    RecordActivityHandler,
    XapiPeople,
    StoreStatementsHandler,
    GetStatementsHandler,
    GetXapiActivityHandler,
    ExportStatementsHandler,
  ],
})
export class ActivityModule {}
