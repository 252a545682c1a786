import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/module.ts';
import { GetPersonDataHandler } from './data/get-person-data.ts';
import { ErasePersonHandler } from './erasure/erase-person.ts';
import { ErasureWork } from './erasure/erasure-work.ts';
import { GetErasureHandler } from './erasure/get-erasure.ts';
import { MakingUnreadable } from './erasure/making-unreadable.ts';
import { Proving } from './erasure/proving.ts';
import { GoOnErasingHandler, WhenErasureDueThenGoOn } from './erasure/when-erasure-due-then-go-on.ts';
import { PrivacyController } from './privacy-controller.ts';

/** What people may ask of those who keep their data: to see all of it, and to be forgotten. */
@Module({
  imports: [AccountsModule],
  controllers: [PrivacyController],
  providers: [
    ErasePersonHandler,
    GetErasureHandler,
    ErasureWork,
    MakingUnreadable,
    Proving,
    GoOnErasingHandler,
    WhenErasureDueThenGoOn,
    GetPersonDataHandler,
  ],
})
export class PrivacyModule {}
