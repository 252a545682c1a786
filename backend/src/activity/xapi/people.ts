import { Email, Id, type XapiActor } from '@lyceum/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { EmailIndex, emails } from '../../accounts/email.ts';
import { isForgotten, people } from '../../accounts/person.ts';
import { CONFIG, type Config } from '../../config.ts';
import { Streams } from '../../deciding/streams.ts';
import { publicAddress } from '../../mail/writing/public-address.ts';

/** The people of the academy as statements name them: by an account here, whose name is their id, or by their address. */
@Injectable()
export class XapiPeople {
  readonly home: URL;

  constructor(
    private readonly streams: Streams,
    private readonly index: EmailIndex,
    @Inject(CONFIG) config: Config,
  ) {
    this.home = publicAddress(config);
  }

  /** Without name and address, which are nobody's business but theirs. */
  agent(personId: Id): object {
    return { objectType: 'Agent', account: { homePage: this.home.origin, name: personId } };
  }

  /** The person, or null where it is nobody of the academy, or a group. */
  async find(actor: XapiActor): Promise<Id | null> {
    if (actor.objectType === 'Group') return null;
    const personId = await this.named(actor);
    if (personId === null) return null;
    const person = await this.streams.see(people, personId);
    return person.phase === 'registered' && !isForgotten(person) ? personId : null;
  }

  private async named({ account, mbox }: XapiActor): Promise<Id | null> {
    if (account) {
      const ours = URL.canParse(account.homePage) && new URL(account.homePage).origin === this.home.origin;
      return ours ? (Id.safeParse(account.name).data ?? null) : null;
    }
    const email = Email.safeParse(mbox?.replace(/^mailto:/, ''));
    return email.success ? (await this.streams.see(emails, this.index.of(email.data))).owner : null;
  }
}
