import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountsModule } from './accounts/module.ts';
import { AccessGuard } from './api/access-guard.ts';
import { ActivityModule } from './activity/module.ts';
import { CourseAnalyticsModule } from './analytics/course/module.ts';
import { AnalyticsModule } from './analytics/module.ts';
import { ReportsModule } from './analytics/reports/module.ts';
import { ApiModule } from './api/module.ts';
import { ProblemFilter } from './api/problem-filter.ts';
import { Validation } from './api/validation.ts';
import { AutomationModule } from './automation/module.ts';
import { ProfilesModule } from './consultations/profiles/module.ts';
import { SyncModule } from './consultations/sync/module.ts';
import { RoomModule } from './consultations/room/module.ts';
import { ReviewsModule } from './consultations/reviews/module.ts';
import { ClientsModule } from './consultations/clients/module.ts';
import { ChatModule } from './consultations/chat/module.ts';
import { BookingsModule } from './consultations/bookings/module.ts';
import { PaymentsModule } from './consultations/payments/module.ts';
import { FeedsModule } from './consultations/feeds/module.ts';
import { TellingModule } from './consultations/telling/module.ts';
import { CoursesModule } from './courses/module.ts';
import { EnrolmentsModule } from './enrolments/module.ts';
import { ImagesModule } from './images/module.ts';
import { LiveModule } from './live/module.ts';
import { MailModule } from './mail/module.ts';
import { MeasuresModule } from './measures/module.ts';
import { OperationsModule } from './operations/module.ts';
import { BankModule } from './quizzes/bank/module.ts';
import { GradesModule } from './quizzes/grades/module.ts';
import { QuizzesModule } from './quizzes/module.ts';
import { PrivacyModule } from './privacy/module.ts';
import { PlanningModule } from './webinars/planning/module.ts';
import { RecordingsModule } from './webinars/recordings/module.ts';
import { SlidesModule } from './webinars/slides/module.ts';
import { WebinarTellingModule } from './webinars/telling/module.ts';
import { WebinarRoomModule } from './webinars/room/module.ts';
import { StoresModule, type Ground } from './stores/module.ts';
import { TracingModule } from './tracing/module.ts';

/** The backend: every context once. Guard, pipe and filter hold for all routes, so that none is open or unchecked by oversight. */
@Module({})
export class AppModule {
  static on(ground: Ground): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        StoresModule.on(ground),
        TracingModule,
        ApiModule,
        AccountsModule,
        PrivacyModule,
        CoursesModule,
        EnrolmentsModule,
        BookingsModule,
        QuizzesModule,
        BankModule,
        ImagesModule,
        ProfilesModule,
        ReviewsModule,
        ChatModule,
        ClientsModule,
        RoomModule,
        SyncModule,
        GradesModule,
        ActivityModule,
        AnalyticsModule,
        CourseAnalyticsModule,
        ReportsModule,
        OperationsModule,
        MeasuresModule,
        MailModule,
        TellingModule,
        FeedsModule,
        PaymentsModule,
        PlanningModule,
        WebinarRoomModule,
        WebinarTellingModule,
        RecordingsModule,
        SlidesModule,
        LiveModule,
        AutomationModule,
      ],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: Validation },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
