import { dateAt, plusDays, type Id, type Role } from '@lyceum/contracts';
import { BeginConversation } from '../consultations/chat/begin-conversation.ts';
import { ReadMessages } from '../consultations/chat/read-messages.ts';
import { SendMessage } from '../consultations/chat/send-message.ts';
import { FollowUpStep } from '../consultations/clients/follow-up.ts';
import { WriteNote } from '../consultations/clients/write-note.ts';
import type { Director } from './director.ts';
import { INSTRUCTORS, LEARNERS, type DemoPerson } from './people.ts';
import { KEPT, TALKS, type DemoTalk } from './talks.ts';
import { DAY, DAYS, MINUTE } from './timeline.ts';

const HOUR = 60 * MINUTE;
const STUDENT: readonly Role[] = ['student'];
const INSTRUCTOR: readonly Role[] = ['instructor'];
const before = (hours: number): number => DAYS * DAY - hours * HOUR;

/** Students and instructors write to each other, and keep notes of their sessions. */
export class Talking {
  constructor(
    private readonly director: Director,
    /** Who somebody of the demo is in this academy. */
    private readonly idOf: (person: DemoPerson) => Promise<Id>,
  ) {}

  async talk(): Promise<void> {
    for (const [number, talk] of TALKS.entries()) await this.converse(talk, `talk ${number}`);
    await this.keep();
  }

  private async pair({ instructor, learner }: { readonly instructor: number; readonly learner: number }) {
    const [teacher, student] = [INSTRUCTORS[instructor], LEARNERS[learner]];
    if (!teacher || !student) throw new Error('The demo has no such two people');
    const [instructorId, studentId] = await Promise.all([this.idOf(teacher), this.idOf(student)]);
    return { instructorId, studentId };
  }

  private async converse(talk: DemoTalk, name: string): Promise<void> {
    const { director } = this;
    const { instructorId, studentId } = await this.pair(talk);
    const [first] = talk.lines;
    const begins = director.context(`${name} begins`, studentId, before((first?.hours ?? 0) + 0.1));
    const { body } = await director.give(new BeginConversation(begins, { personId: studentId, roles: STUDENT }, instructorId));
    const { conversationId } = body;
    for (const [index, { by, hours, text }] of talk.lines.entries()) {
      const [authorId, readerId] = by === 'student' ? [studentId, instructorId] : [instructorId, studentId];
      const says = director.context(`${name} line ${index}`, authorId, before(hours));
      await director.giveOnce(new SendMessage(says, authorId, conversationId, { text, files: [] }));
      if (index >= talk.read) continue;
      const reads = director.context(`${name} read ${index}`, readerId, before(hours - 0.05));
      await director.give(new ReadMessages(reads, readerId, conversationId, index + 1));
    }
  }

  private async keep(): Promise<void> {
    const { director } = this;
    const pair = await this.pair(KEPT);
    const who = { personId: pair.instructorId, roles: INSTRUCTOR };
    for (const [index, { hours, audience, text }] of KEPT.notes.entries())
      await director.give(
        new WriteNote(director.context(`note ${index}`, pair.instructorId, before(hours)), who, pair, { audience, text }),
      );
    const { hours, text, days } = KEPT.step;
    const due = plusDays(dateAt(director.beginning + DAYS * DAY, 'UTC'), days);
    const set = director.context('next step', pair.instructorId, before(hours));
    await director.give(new FollowUpStep(set, who, pair, { do: 'set', text, due }));
  }
}
