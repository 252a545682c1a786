import type { AttemptEvent, Id, Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../api/clock.ts';
import { courses } from '../../courses/course.ts';
import { isStaff, type Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { attempts } from './attempt.ts';
import { Deadlines } from './deadlines.ts';

/** The facts of an attempt for those who may see it: its student and the staff of its course. To all others it is not there. */
@Injectable()
export class AttemptFacts {
  constructor(
    private readonly streams: Streams,
    private readonly deadlines: Deadlines,
    private readonly clock: Clock,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** @throws Refused */
  async for(who: Asker, attemptId: Id): Promise<readonly Recorded<AttemptEvent>[]> {
    await this.deadlines.keep(attemptId, this.clock.now());
    const facts = (await this.log.read(attempts.stream(attemptId))) as unknown as readonly Recorded<AttemptEvent>[];
    const [started] = facts;
    if (!started || !(await this.maySee(who, started.data))) throw new Refused({ code: 'attempt-not-found' });
    return facts;
  }

  private async maySee(who: Asker, { studentId, courseId }: { studentId: Id; courseId: Id }): Promise<boolean> {
    if (who.personId === studentId) return true;
    const { state: course } = await this.streams.look(courses, courseId, 1000);
    return course.phase !== 'none' && isStaff(course, who);
  }
}
