import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountsModule } from './accounts/module.ts';
import { AccessGuard } from './api/access-guard.ts';
import { ApiModule } from './api/module.ts';
import { ProblemFilter } from './api/problem-filter.ts';
import { Validation } from './api/validation.ts';
import { StoresModule, type Ground } from './stores/module.ts';

/** The backend: every context once. Guard, pipe and filter hold for all routes, so that none is open or unchecked by oversight. */
@Module({})
export class AppModule {
  static on(ground: Ground): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot(), StoresModule.on(ground), ApiModule, AccountsModule],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: Validation },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
