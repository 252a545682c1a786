import { createHmac, randomBytes } from 'node:crypto';
import { Email, type Id } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { EmailIndex, emails } from './email.ts';
import { Passwords } from './passwords.ts';
import { isForgotten, people, type Registered } from './person.ts';
import { placeOf } from './place.ts';
import { SignInLimit } from './sign-in-limit.ts';

/** For how long a password that was right is not hashed again, in milliseconds: other systems send theirs with each request. */
const REMEMBERED = 5 * 60_000;

/** Whose stream is read where an address is nobody's. */
const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Whether an e-mail address and a password belong together. Failed tries are limited. */
@Injectable()
export class Credentials {
  private readonly key = randomBytes(32);
  /** What was right: whose it was, and the hash that it was right for. */
  private readonly right = new LRUCache<string, { readonly personId: Id; readonly hash: string | null }>({ max: 1000, ttl: REMEMBERED });

  constructor(
    private readonly streams: Streams,
    private readonly index: EmailIndex,
    private readonly passwords: Passwords,
    private readonly limit: SignInLimit,
  ) {}

  /** The person whose they are. `place` is the address they come from. @throws Refused */
  check(email: string, password: string, place: string): Promise<Registered> {
    const index = this.index.of(email);
    return this.limit.limited(index, placeOf(place), () => this.matching(index, password));
  }

  /** The same for who comes again and again: a right password is remembered for as long as it is theirs. @throws Refused */
  async checkOften(email: string, password: string, place: string): Promise<Registered> {
    const address = Email.safeParse(email);
    if (!address.success) throw new Refused({ code: 'wrong-credentials' });
    const name = createHmac('sha256', this.key).update(`${address.data}\n${password}`).digest('base64');
    const known = this.right.get(name);
    const person = known && (await this.streams.see(people, known.personId));
    if (person?.phase === 'registered' && !isForgotten(person) && person.hash === known?.hash) return person;
    const checked = await this.check(address.data, password, place);
    this.right.set(name, { personId: checked.personId, hash: checked.hash });
    return checked;
  }

  /** The same work is done where there is no such person. */
  private async matching(index: string, password: string): Promise<Registered | undefined> {
    const { owner } = (await this.streams.look(emails, index)).state;
    const { state: person } = await this.streams.look(people, owner ?? NOBODY);
    const known = person.phase === 'registered' ? person : undefined;
    return (await this.passwords.matches(known?.hash ?? null, password)) ? known : undefined;
  }
}
