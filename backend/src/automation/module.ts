import { Global, Module } from '@nestjs/common';
import { Clockwork } from './clockwork.ts';
import { DueCommands } from './due-commands.ts';

/** What happens by itself, because its time has come. */
@Global()
@Module({ providers: [Clockwork, DueCommands], exports: [DueCommands] })
export class AutomationModule {}
