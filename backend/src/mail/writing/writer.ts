import type { Id, MailKind } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { people } from '../../accounts/person.ts';
import { CONFIG, type Config } from '../../config.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { Outgoing } from '../delivery/outgoing.ts';
import { compose, mails } from '../mail.ts';
import { asHtml } from './as-html.ts';
import { asText } from './as-text.ts';
import type { Letter, Reader } from './letter.ts';
import { publicAddress } from './public-address.ts';
import { wordsFor } from './words.ts';

/** What a message is about and whom it is for: the three make its id, so that it is written once, however often it is asked for. */
export interface About {
  /** The id of what is told: a fact, or the command of several. */
  readonly of: Id;
  readonly kind: MailKind;
  readonly personId: Id;
}

export const mailIdOf = ({ of, kind, personId }: About): Id => derivedId(of, `${kind} ${personId}`);

/** Writes messages: each once, in the reader's own zone, for text and HTML alike. */
@Injectable()
export class Writer {
  private readonly address: URL;

  constructor(
    private readonly streams: Streams,
    private readonly outgoing: Outgoing,
    @Inject(CONFIG) config: Config,
  ) {
    this.address = publicAddress(config);
  }

  /** Nothing is written to who is forgotten, and where `letter` has nothing to say. @throws EventStoreUnavailable */
  async write(context: CommandContext, message: About, letter: (reader: Reader) => Letter | null): Promise<void> {
    const reader = await this.reader(message.personId);
    const written = reader && letter(reader);
    if (!reader || !written) return;
    const mailId = mailIdOf(message);
    const words = wordsFor();
    const { personId, kind } = message;
    const { subject, attachments, until, about } = written;
    const text = asText(written, reader, words, this.address);
    const html = asHtml(written, reader, words, this.address);
    const said = { to: reader.email, subject, text, html, attachments };
    const composed = { mailId, personId, kind, about, ...said, way: this.outgoing.way, until };
    await this.streams.decide(mails, mailId, furtherStep(context, mailId), (mail) => compose(mail, composed), { creating: true });
  }

  private async reader(personId: Id): Promise<Reader | null> {
    const person = await this.streams.see(people, personId);
    if (person.phase === 'none' || person.email === null || person.name === null) return null;
    return { personId, name: person.name, email: person.email, timeZone: person.timeZone };
  }
}
