import type { AttemptEvent, AttemptStarted, Id, Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { publicPaper } from '../paper/public-paper.ts';
import { attemptIdOf } from './attempt-id.ts';
import { AttemptNumbers } from './attempt-numbers.ts';
import { attempts } from './attempt.ts';

/** How many attempts a student may have started since the command that comes again. */
const FURTHEST = 20;

/** Finds what a start that comes again has started, also where that attempt is over: it must not start another one. */
@Injectable()
export class EarlierStarts {
  constructor(
    private readonly numbers: AttemptNumbers,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async by(context: CommandContext, quizId: Id, studentId: Id): Promise<Written<AttemptStarted> | undefined> {
    const last = await this.numbers.findFrom(quizId, studentId, 0);
    for (let number = last; number > Math.max(0, last - FURTHEST); number--) {
      const facts = await this.log.read(attempts.stream(attemptIdOf(quizId, studentId, number)));
      const [started] = facts as unknown as readonly Recorded<AttemptEvent>[];
      if (started?.type !== 'quizzes.AttemptStarted.v2' || started.metadata.commandId !== context.commandId) continue;
      const { attemptId, paper, deadline, terms } = started.data;
      const body = { attemptId, number, paper: publicPaper(paper, terms), deadline, serverTime: context.at };
      return new Written(body, started.position, started.revision);
    }
    return undefined;
  }
}
