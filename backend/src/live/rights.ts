import { allows, type Room } from '@lyceum/contracts';
import { ReadModels, type Audience } from '@lyceum/projections';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../api/request.ts';
import { isStaff } from '../courses/staff.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { findSeen } from '../webinars/planning/seen.ts';
import { EVENT_LOG } from '../stores/tokens.ts';

/** How long a join may wait for the read models to hear of what gives the right, in milliseconds. */
const PATIENCE = 3000;

/** What the rights to a course, quiz or webinar are read from. */
const MODELS = ['courses', 'enrolments', 'quizzes', 'webinars'] as const;

/** Who may be in which room of the live connection, and as what: `staff` sees what `member` sees and more. */
@Injectable()
export class Rights {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** Before a no, the read models get the time to hear of what has been recorded: who has just enrolled may join. */
  async toJoin(who: Principal, room: Room): Promise<Audience | null> {
    const audience = await this.now(who, room);
    if (audience !== null || !/^(?:course|quiz|webinar):/.test(room)) return audience;
    const caughtUp = await this.models.waitFor(await this.log.head(), MODELS, PATIENCE);
    return caughtUp ? this.now(who, room) : null;
  }

  /** By what the read models know now. @throws ReadStoreUnavailable */
  now(who: Principal, room: Room): Promise<Audience | null> | Audience | null {
    const [kind, id = ''] = room.split(':');
    switch (kind) {
      case 'person':
        return id === who.personId ? 'member' : null;
      case 'course':
        return this.inCourse(who, id);
      case 'quiz':
        return this.withQuiz(who, id);
      case 'webinar':
        return this.ofWebinar(who, id);
      // Which times are taken is public; of whom is not in it.
      case 'calendar':
        return 'member';
      case 'admin':
        return allows(who.roles, 'analytics.read') ? 'staff' : null;
      case 'operator':
        return allows(who.roles, 'operations.read') ? 'staff' : null;
      default:
        return null;
    }
  }

  private async inCourse(who: Principal, courseId: string): Promise<Audience | null> {
    const course = await this.models.courses.find(courseId);
    if (!course) return null;
    if (isStaff(course, who)) return 'staff';
    const enrolment = await this.models.enrolments.find(courseId, who.personId);
    return enrolment?.phase === 'active' ? 'member' : null;
  }

  private async ofWebinar(who: Principal, webinarId: string): Promise<Audience | null> {
    try {
      const { relation } = await findSeen(this.models, this.streams, who, webinarId);
      return relation.runs ? 'staff' : 'member';
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  }

  private async withQuiz(who: Principal, quizId: string): Promise<Audience | null> {
    const quiz = await this.models.quizzes.find(quizId);
    return quiz && (await this.inCourse(who, quiz.courseId)) === 'staff' ? 'staff' : null;
  }
}
