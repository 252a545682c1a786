import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DueCommands } from '../../automation/due-commands.ts';
import { SubmitExpired } from './submit-expired.ts';

/** When the deadline of an open attempt has come, the clock submits it. */
@Injectable()
export class WhenDeadlineThenSubmitAttempt implements OnModuleInit {
  constructor(private readonly due: DueCommands) {}

  onModuleInit(): void {
    this.due.on('submit-attempt', ({ attemptId }, context) => new SubmitExpired(context, attemptId));
  }
}
