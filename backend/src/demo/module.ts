import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { EmailIndex } from '../accounts/email.ts';
import { AccountsModule } from '../accounts/module.ts';
import { ApiModule } from '../api/module.ts';
import { Automations } from '../automation/automations.ts';
import { DueCommands } from '../automation/due-commands.ts';
import { BookingsModule } from '../consultations/bookings/module.ts';
import { ChatModule } from '../consultations/chat/module.ts';
import { ClientsModule } from '../consultations/clients/module.ts';
import { ProfilesModule } from '../consultations/profiles/module.ts';
import { ReviewsModule } from '../consultations/reviews/module.ts';
import { CoursesModule } from '../courses/module.ts';
import { EnrolmentsModule } from '../enrolments/module.ts';
import { QuizzesModule } from '../quizzes/module.ts';
import { PlanningModule } from '../webinars/planning/module.ts';
import { ActInRoomHandler } from '../webinars/room/act-in-room.ts';
import { StoresModule, type Ground } from '../stores/module.ts';
import { DemoLoader } from './loader.ts';

/** The loader does nothing by itself: what is due, and what facts ask for, the academy sees to. */
@Global()
@Module({ providers: [DueCommands, Automations], exports: [DueCommands, Automations] })
class NothingByItself {}

/** The product's own commands, and the loader that gives them. */
@Module({})
export class DemoModule {
  static on(ground: Ground): DynamicModule {
    return {
      module: DemoModule,
      imports: [
        CqrsModule.forRoot(),
        StoresModule.on(ground),
        ApiModule,
        NothingByItself,
        AccountsModule,
        CoursesModule,
        EnrolmentsModule,
        QuizzesModule,
        ProfilesModule,
        BookingsModule,
        ReviewsModule,
        ChatModule,
        ClientsModule,
        PlanningModule,
      ],
      // Of the rooms only what is done in them: nobody is connected here.
      providers: [DemoLoader, EmailIndex, ActInRoomHandler],
    };
  }
}
