import type { Id, PersonEvent, Role } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { createdId, furtherStep, type CommandContext } from '../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { EVENT_LOG } from '../stores/tokens.ts';
import { EmailIndex, emails } from './email.ts';
import { Passwords } from './passwords.ts';
import { people, type Person } from './person.ts';

/** Somebody joins the academy. */
export class Register extends Command<Written<{ personId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly person: { readonly email: string; readonly name: string; readonly password: string; readonly timeZone?: string | undefined },
    readonly roles: readonly Role[] = ['student'],
  ) {
    super();
  }
}

const DEFAULT_ZONE = 'UTC';

interface Registration {
  readonly personId: Id;
  readonly email: string;
  readonly name: string;
  readonly hash: string;
  readonly timeZone: string;
  readonly roles: readonly Role[];
}

/** An address belongs to whoever is registered with it; one that was only reserved is still to be had. */
export function decide(person: Person, { personId, email, name, hash, timeZone, roles }: Registration): Decision<PersonEvent> {
  if (person.phase === 'registered') return refuse('email-taken');
  return accept(
    { type: 'accounts.PersonRegistered.v2', data: { personId, name, email, timeZone } },
    { type: 'accounts.PasswordSet.v1', data: { personId, hash } },
    { type: 'accounts.RolesChanged.v1', data: { personId, added: roles, removed: [] } },
  );
}

/**
 * Reserves the address, makes the person's key, registers the person. What a crash leaves behind after the first step is taken up by the
 * next one who asks for the address; of several at once one registers and the others are told.
 */
@CommandHandler(Register)
export class RegisterHandler implements ICommandHandler<Register> {
  constructor(
    private readonly streams: Streams,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly index: EmailIndex,
    private readonly passwords: Passwords,
  ) {}

  async execute({ context, person, roles }: Register): Promise<Written<{ personId: Id }>> {
    const { email, name, timeZone = DEFAULT_ZONE } = person;
    const hash = await this.passwords.hash(person.password);
    const personId = await this.reserve(email, context);
    await this.log.keys.issue(personId, furtherStep(context, 'key'));
    const registration = { personId, email, name, hash, timeZone, roles };
    const registered = await this.streams.decide(people, personId, furtherStep(context, 'person'), (known) => decide(known, registration), {
      creating: true,
    });
    return answer(registered, { personId });
  }

  /** The id of the person that the address is reserved for, be it by an earlier try. */
  private async reserve(email: string, context: CommandContext): Promise<Id> {
    const personId = createdId(context, 'person');
    const reserved = await this.streams.decide(
      emails,
      this.index.of(email),
      furtherStep(context, 'email'),
      ({ owner }) => (owner === null ? accept({ type: 'accounts.EmailReserved.v1', data: { personId } }) : nothing()),
      { creating: true },
    );
    return reserved.state.owner ?? personId;
  }
}
