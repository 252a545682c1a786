import { BEGINNING, comparePositions, type Id, type Position } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { ReadStoreUnavailable, type EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_LOG } from '../../stores/tokens.ts';

const PAGE = 500;

/** Goes through all attempts at a quiz, however many there are. */
@Injectable()
export class AttemptsOfQuiz {
  constructor(
    private readonly models: ReadModels,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /**
   * Sees to each attempt that was there at some moment after the call and has changed after `after`; gives the position of that moment.
   * @throws ReadStoreUnavailable where the read models do not get there in time, EventStoreUnavailable
   */
  async each(quizId: Id, atOnce: number, work: (attemptId: Id) => Promise<void>, after: Position = BEGINNING): Promise<Position> {
    const head = await this.log.head();
    if (!(await this.models.waitFor(head, ['attempts']))) throw new ReadStoreUnavailable('The list of attempts has not caught up yet');
    for (let from = after; comparePositions(from, head) < 0;) {
      const page = await this.models.attempts.changed(quizId, from, head, PAGE);
      for (let at = 0; at < page.length; at += atOnce)
        await Promise.all(page.slice(at, at + atOnce).map(({ attemptId }) => work(attemptId)));
      const last = page.at(-1);
      if (page.length < PAGE || !last) break;
      from = last.position;
    }
    return head;
  }
}
