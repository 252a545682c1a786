import { Global, Module } from '@nestjs/common';
import { TracedCommands } from './commands.ts';
import { Pushes } from './pushes.ts';

/** What belongs to which chain of causes, in lines of the log and in traces. */
@Global()
@Module({ providers: [TracedCommands, Pushes], exports: [Pushes] })
export class TracingModule {}
