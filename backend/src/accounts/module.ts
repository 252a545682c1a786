import { Module } from '@nestjs/common';
import { Authentication } from '../api/authentication.ts';
import { AccountsController } from './accounts-controller.ts';
import { ChangeManyRolesHandler } from './change-many-roles.ts';
import { ChangePasswordHandler } from './change-password.ts';
import { ChangeRolesHandler } from './change-roles.ts';
import { Credentials } from './credentials.ts';
import { EmailIndex } from './email.ts';
import { Forgotten } from './forgotten.ts';
import { FirstAdmin } from './first-admin.ts';
import { GetMeHandler } from './get-me.ts';
import { GetPersonHandler } from './get-person.ts';
import { ListPeopleHandler } from './list-people.ts';
import { Passwords } from './passwords.ts';
import { RefreshSessionHandler } from './refresh-session.ts';
import { RegisterHandler } from './register.ts';
import { RoleBook } from './role-book.ts';
import { RolesController } from './roles-controller.ts';
import { SessionsController } from './sessions-controller.ts';
import { SignInHandler } from './sign-in.ts';
import { SignInLimit } from './sign-in-limit.ts';
import { SignUpLimit } from './sign-up-limit.ts';
import { SignOutHandler } from './sign-out.ts';
import { MakeSystemKeyHandler, WithdrawSystemKeyHandler } from './systems/commands.ts';
import { ListSystemKeysHandler } from './systems/list-system-keys.ts';
import { SystemSecrets } from './systems/system-keys.ts';
import { SystemKeysController } from './systems/system-keys-controller.ts';
import { Standing } from './standing.ts';
import { Tokens } from './tokens.ts';

const HANDLERS = [
  RegisterHandler,
  SignInHandler,
  RefreshSessionHandler,
  SignOutHandler,
  ChangePasswordHandler,
  ChangeRolesHandler,
  ChangeManyRolesHandler,
  GetMeHandler,
  GetPersonHandler,
  ListPeopleHandler,
  MakeSystemKeyHandler,
  WithdrawSystemKeyHandler,
  ListSystemKeysHandler,
];

/** People, their sessions and their roles. */
@Module({
  controllers: [AccountsController, SessionsController, RolesController, SystemKeysController],
  providers: [
    ...HANDLERS,
    Credentials,
    EmailIndex,
    FirstAdmin,
    Forgotten,
    Passwords,
    RoleBook,
    SignInLimit,
    SignUpLimit,
    Standing,
    SystemSecrets,
    Tokens,
    { provide: Authentication, useExisting: Standing },
  ],
  exports: [Authentication, EmailIndex, Forgotten, RoleBook, Standing],
})
export class AccountsModule {}
