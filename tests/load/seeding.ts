/** Writes to the log of a running product what would take its API long: people sign up and in by a hash of tens of milliseconds each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant, newId, type Id, type Role } from '@lyceum/contracts';
import { openEventLog, RootSecret, type EventLog } from '@lyceum/stores';
import { SESSION_MS, tokenHash, Tokens } from '../../backend/src/accounts/tokens.ts';
import { inParallel } from '../harness/academy.ts';
import type { Product } from '../harness/product.ts';
import { write, contextOf, type Append } from './academy-facts.ts';

/** Somebody who is signed in. */
export interface Seated {
  readonly personId: Id;
  readonly token: string;
}

const AT_ONCE = 32;
/** The store takes no more than 1 MiB at once. */
const AT_A_TIME = 1000;

export class Seeding {
  readonly log: EventLog;
  private readonly tokens: Tokens;
  private newest = 0n;

  constructor(product: Product) {
    const secret = new RootSecret(readFileSync(join(product.data, 'secret'), 'utf8'));
    this.log = openEventLog({ url: product.eventstoreUrl, secret });
    this.tokens = new Tokens(secret);
  }

  /** The position of the last fact that was written here. */
  get position(): string {
    return String(this.newest);
  }

  async write(appends: readonly Append[]): Promise<void> {
    const { head } = await write(this.log, appends);
    if (head > this.newest) this.newest = head;
  }

  /** Signs up `count` people with a session each, and gives an access token of it: valid for a quarter of an hour. */
  async people(count: number, role: Role = 'student'): Promise<Seated[]> {
    const now = Date.now();
    const sessions = Array.from({ length: count }, () => ({ personId: newId(), sessionId: newId() }));
    const appends = sessions.map(({ personId, sessionId }, at): readonly [Append, Append] => {
      const of = { by: personId, at: now };
      const email = `${personId}@academy.example`;
      return [
        {
          ...of,
          stream: `person-${personId}`,
          facts: [
            { type: 'accounts.PersonRegistered.v2', data: { personId, name: `${role} ${at + 1}`, email, timeZone: 'UTC' } },
            { type: 'accounts.RolesChanged.v1', data: { personId, added: [role], removed: [] } },
          ],
        },
        {
          ...of,
          stream: `session-${sessionId}`,
          facts: [
            {
              type: 'accounts.SessionStarted.v1',
              data: {
                ...{ sessionId, personId, device: null, expires: instant(now + SESSION_MS) },
                tokenHash: tokenHash(this.tokens.refresh(sessionId, 0)),
              },
            },
          ],
        },
      ];
    });
    await inParallel(appends, AT_ONCE, ([person]) => this.log.keys.issue(person.by, contextOf(person)));
    await this.write(appends.flat());
    return Promise.all(
      sessions.map(async ({ personId, sessionId }) => ({
        personId,
        token: await this.tokens.access({ personId, sessionId, roles: [role] }, now),
      })),
    );
  }

  async enrol(courseId: Id, students: readonly Id[]): Promise<void> {
    for (let from = 0; from < students.length; from += AT_A_TIME) {
      const facts = students
        .slice(from, from + AT_A_TIME)
        .map((studentId) => ({ type: 'enrolments.StudentEnrolled.v1' as const, data: { courseId, studentId, again: false } }));
      await this.write([{ stream: `roster-${courseId}`, by: students[from]!, at: Date.now(), facts }]);
    }
  }

  close(): Promise<void> {
    return this.log.close();
  }
}
