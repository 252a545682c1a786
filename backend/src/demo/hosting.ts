import { dateAt, instant, momentOf, plusDays, type Id, type Role } from '@lyceum/contracts';
import type { Asker } from '../courses/staff.ts';
import { AnswerRegistration, type RegistrationAnswer } from '../webinars/planning/answer-registration.ts';
import { CancelWebinar } from '../webinars/planning/cancel-webinar.ts';
import { Register } from '../webinars/planning/register.ts';
import { ScheduleWebinar } from '../webinars/planning/schedule-webinar.ts';
import { ActInRoom } from '../webinars/room/act-in-room.ts';
import type { Director } from './director.ts';
import type { Founded } from './founding.ts';
import { doingsOf, type Meeting } from './meeting.ts';
import { INSTRUCTORS, LEARNERS, type DemoPerson } from './people.ts';
import { DAY, DAYS, MINUTE, stories } from './timeline.ts';
import { WEBINARS, type DemoWebinar } from './webinars.ts';

const HOUR = 60 * MINUTE;
const NOW = DAYS * DAY;
/** So long ago that nobody is written to for it any more, but later than the student whose login is printed entered their course. */
const ASKED = 25.5 * HOUR;
const STUDENT: readonly Role[] = ['student'];
const INSTRUCTOR: readonly Role[] = ['instructor'];

/** Who could come: who was in the academy by then, or in the course. */
function comers({ course }: DemoWebinar, at: number): readonly number[] {
  const all = stories(NOW).filter(({ joins }) => joins < at);
  const inside =
    course === undefined
      ? all
      : all.filter(({ steps }) => steps.some((step) => step.kind === 'enrol' && step.course === course && step.at < at));
  return inside.filter(({ steps }) => !steps.some((step) => step.kind === 'leave' && step.course === course)).map(({ learner }) => learner);
}

/** Instructors plan webinars, students register for them, and what is over has taken place. */
export class Hosting {
  constructor(
    private readonly director: Director,
    private readonly academy: readonly Founded[],
    /** Who somebody of the demo is in this academy. */
    private readonly idOf: (person: DemoPerson) => Promise<Id>,
  ) {}

  async host(): Promise<void> {
    await Promise.all(WEBINARS.map((webinar, number) => this.webinar(webinar, `webinar ${number}`)));
  }

  private async webinar(webinar: DemoWebinar, name: string): Promise<void> {
    const { director } = this;
    const host = INSTRUCTORS[webinar.host];
    if (!host) return;
    const who = { personId: await this.idOf(host), roles: INSTRUCTOR };
    const begins = this.beginOf(webinar, host);
    const asked = Math.min(begins - 3 * DAY, NOW - ASKED);
    const plan = await this.planOf(webinar, host, begins);
    const planned = director.context(`${name} planned`, who.personId, asked - DAY);
    const { webinarId } = (await director.give(new ScheduleWebinar(planned, who, plan))).body;
    const guests = await this.guestsOf(webinar, asked);
    for (const [index, [number, personId]] of [...guests].entries()) {
      const registers = director.context(`${name} guest ${number}`, personId, asked + index * 5 * MINUTE);
      await director.giveOnce(new Register(registers, { personId, roles: STUDENT }, webinarId));
    }
    await this.answer(webinar, name, { who, webinarId, guests, at: asked + HOUR });
    const { room } = webinar;
    if (!room) return;
    // What goes on now began some minutes ago.
    const from = webinar.day === null ? NOW : begins;
    const contextOf: Meeting['contextOf'] = (doing) => director.context(`${name} ${doing.name}`, doing.personId, doing.at);
    for (const doing of doingsOf(webinar, room, { webinarId, hostId: who.personId, guests, from, contextOf }))
      await director.giveOnce(new ActInRoom(contextOf(doing), webinarId, doing.personId, doing.act));
  }

  /** The host says yes and no to those who asked, or that it does not take place. */
  private async answer(
    { accepted = [], refused = [], cancelled }: DemoWebinar,
    name: string,
    { who, webinarId, guests, at }: { who: Asker; webinarId: Id; guests: ReadonlyMap<number, Id>; at: number },
  ): Promise<void> {
    const { director } = this;
    const context = (what: string) => director.context(`${name} ${what}`, who.personId, at);
    const say = (number: number, answer: RegistrationAnswer) =>
      director.giveOnce(new AnswerRegistration(context(`answer ${number}`), who, webinarId, guests.get(number) ?? '', answer));
    for (const number of accepted) await say(number, { accepted: true });
    for (const number of refused) await say(number, { accepted: false, reason: 'The round is small. The next one is in a month.' });
    if (cancelled) await director.giveOnce(new CancelWebinar(context('cancelled'), who, webinarId, cancelled));
  }

  /** When it begins, in milliseconds from the beginning of the demo. That of now has just begun: nobody is to be reminded of it. */
  private beginOf({ day, time }: DemoWebinar, { timeZone }: DemoPerson): number {
    const { beginning } = this.director;
    if (day === null) return Math.floor((beginning + NOW) / (5 * MINUTE)) * 5 * MINUTE - beginning;
    return momentOf(plusDays(dateAt(beginning + NOW, timeZone), day), time, timeZone) - beginning;
  }

  private async planOf(webinar: DemoWebinar, { timeZone }: DemoPerson, begins: number) {
    const { title, summary, kind, registration, seats = null, course, minutes, programme = [] } = webinar;
    const at = (time: number) => instant(this.director.beginning + time);
    const speakers = await Promise.all(
      (webinar.speakers ?? []).map(async (speaker) => {
        if (typeof speaker === 'object') return { personId: null, ...speaker };
        const person = INSTRUCTORS[speaker];
        return { personId: person ? await this.idOf(person) : null, name: person?.name ?? '', about: '' };
      }),
    );
    const courseId = course === undefined ? null : (this.academy[course]?.courseId ?? null);
    const times = { start: at(begins), end: at(begins + minutes * MINUTE), timeZone };
    return { title, summary, courseId, kind, ...times, seats, registration, speakers, programme: [...programme], lobby: false };
  }

  private async guestsOf(webinar: DemoWebinar, at: number): Promise<ReadonlyMap<number, Id>> {
    const could = comers(webinar, at);
    const guests = webinar.guests.map(async (number): Promise<[number, Id]> => {
      const learner = LEARNERS[could[number % could.length] ?? 0];
      return [number, learner ? await this.idOf(learner) : ''];
    });
    return new Map(await Promise.all(guests));
  }
}
