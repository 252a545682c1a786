import type { Id, Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EmailIndex, emails } from '../accounts/email.ts';
import { people } from '../accounts/person.ts';
import { Clock } from '../api/clock.ts';
import { Streams } from '../deciding/streams.ts';
import { EVENT_LOG } from '../stores/tokens.ts';
import { Consulting } from './consulting.ts';
import { Talking } from './talking.ts';
import { Director } from './director.ts';
import { foundAcademy, join } from './founding.ts';
import { Hosting } from './hosting.ts';
import { Living } from './living.ts';
import { ADMIN, LEARNERS, NEWEST, OPERATOR, type DemoPerson } from './people.ts';
import { DAY, DAYS, MINUTE, stories, type Story } from './timeline.ts';

/** How many students live at once. */
const AT_ONCE = 16;

/** Says how far the loading is. */
export type Tell = (progress: string) => void;

/** Loads the demo academy, or what is missing of it after a load that was broken off; nothing where it is all there. */
@Injectable()
export class DemoLoader {
  constructor(
    private readonly commands: CommandBus,
    private readonly streams: Streams,
    private readonly index: EmailIndex,
    private readonly clock: Clock,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async load(tell: Tell): Promise<void> {
    if (await this.registration(NEWEST)) return;
    const first = await this.registration(ADMIN);
    const now = this.clock.time();
    const beginning = first ? Date.parse(first.metadata.at) : now - DAYS * DAY;
    const director = new Director(this.commands, beginning, first !== undefined);
    await join(director, ADMIN, 0);
    await join(director, OPERATOR, MINUTE);
    tell('the courses');
    const academy = await foundAcademy(director);
    await this.students(director, academy, tell);
    tell('the consultations');
    await new Consulting(director, (person) => this.idOf(person)).consult();
    await new Talking(director, (person) => this.idOf(person)).talk();
    tell('the webinars');
    await new Hosting(director, academy, (person) => this.idOf(person)).host();
    await join(director, NEWEST, DAYS * DAY - 2 * MINUTE);
  }

  private async students(director: Director, academy: Awaited<ReturnType<typeof foundAcademy>>, tell: Tell): Promise<void> {
    const counts = { people: 0, enrolments: 0, attempts: 0 };
    const say = () => tell(`${counts.people} of ${LEARNERS.length} people, ${counts.enrolments} enrolments, ${counts.attempts} attempts`);
    const living = new Living(director, this.streams, academy, (what) => counts[what]++);
    const waiting: Story[] = stories(DAYS * DAY).toSorted((a, b) => a.joins - b.joins);
    const worker = async () => {
      for (let story = waiting.shift(); story; story = waiting.shift()) {
        await living.live(story, () => counts.people++);
        say();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  private async idOf({ email }: DemoPerson): Promise<Id> {
    const { state } = await this.streams.look(emails, this.index.of(email));
    return state.owner ?? '';
  }

  /** The fact of somebody's signing up, where they have. */
  private async registration({ email }: DemoPerson): Promise<Recorded | undefined> {
    const { state } = await this.streams.look(emails, this.index.of(email));
    return state.owner === null ? undefined : (await this.log.read(people.stream(state.owner)))[0];
  }
}
