import { Global, Module } from '@nestjs/common';
import { Automations } from './automations.ts';
import { Clockwork } from './clockwork.ts';
import { DueCommands } from './due-commands.ts';
import { Reactions } from './reactions.ts';
import { Reactor } from './reactor.ts';
import { UndoneThings } from './undone-things.ts';

/** What happens by itself, because something has happened or because its time has come. */
@Global()
@Module({ providers: [Clockwork, UndoneThings, DueCommands, Automations, Reactions, Reactor], exports: [DueCommands, Automations] })
export class AutomationModule {}
