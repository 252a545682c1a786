import type { Id, PersonEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, refuse, type Decision } from '../deciding/decision.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { Credentials } from './credentials.ts';
import { Passwords } from './passwords.ts';
import { people, type Person } from './person.ts';
import { Standing } from './standing.ts';

/** Somebody changes their password: they go on in this session, and are signed out everywhere else. */
export class ChangePassword extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: { readonly personId: Id; readonly sessionId: Id },
    readonly passwords: { readonly current: string; readonly next: string },
    readonly place: string,
  ) {
    super();
  }
}

/** `known` is the hash that the current password was right for. */
export function decide(person: Person, known: string | null, to: { readonly hash: string; readonly sessionId: Id }): Decision<PersonEvent> {
  if (person.phase !== 'registered' || person.hash !== known) return refuse('invalid-input', { errors: [WRONG] });
  return accept({ type: 'accounts.PasswordChanged.v1', data: { personId: person.personId, ...to } });
}

const WRONG = { path: 'current', rule: 'wrong', message: 'This is not your password.' };

@CommandHandler(ChangePassword)
export class ChangePasswordHandler implements ICommandHandler<ChangePassword> {
  constructor(
    private readonly streams: Streams,
    private readonly credentials: Credentials,
    private readonly passwords: Passwords,
    private readonly standing: Standing,
  ) {}

  async execute({
    context,
    who: { personId, sessionId },
    passwords: { current, next },
    place,
  }: ChangePassword): Promise<Written<undefined>> {
    const known = await this.knownBy(personId, current, place);
    const to = { hash: await this.passwords.hash(next), sessionId };
    const changed = await this.streams.decide(people, personId, context, (person) => decide(person, known, to));
    this.standing.renewed(personId);
    return answer(changed, undefined);
  }

  /** The hash of the current password. Whoever sits at a screen that was left open guesses it no quicker than at the door. */
  private async knownBy(personId: Id, current: string, place: string): Promise<string | null> {
    const person = await this.streams.look(people, personId);
    const email = person.state.phase === 'registered' ? person.state.email : null;
    try {
      return (await this.credentials.check(email ?? '', current, place)).hash;
    } catch (error) {
      if (error instanceof Refused && error.refusal.code === 'wrong-credentials')
        throw new Refused({ code: 'invalid-input', errors: [WRONG] });
      throw error;
    }
  }
}
