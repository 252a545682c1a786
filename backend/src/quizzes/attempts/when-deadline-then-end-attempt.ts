import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DueCommands } from '../../automation/due-commands.ts';
import { EndOverdue } from './end-overdue.ts';

/** When the time of an open attempt is over, the clock ends it. */
@Injectable()
export class WhenDeadlineThenEndAttempt implements OnModuleInit {
  constructor(private readonly due: DueCommands) {}

  onModuleInit(): void {
    this.due.on('end-attempt', ({ attemptId }, context) => new EndOverdue(context, attemptId));
  }
}
