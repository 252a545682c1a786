import { ROLES, type Id, type Position, type Role } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { furtherStep, type CommandContext } from '../deciding/context.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { ACADEMY, admins, appoint, dismiss } from './admins.ts';
import { changeRoles, type RoleChange } from './roles.ts';
import { people, type Registered } from './person.ts';
import { Standing } from './standing.ts';

/** What a change of roles came to. */
export interface Changed {
  readonly roles: readonly Role[];
  readonly recorded: boolean;
  readonly position: Position;
  readonly revision: number;
}

/**
 * Changes roles in two streams, the person's and that of the admins, in an order that is safe wherever it breaks off: whoever counts as an
 * admin is one.
 */
@Injectable()
export class RoleBook {
  constructor(
    private readonly streams: Streams,
    private readonly standing: Standing,
  ) {}

  /** Gives a person exactly these roles. @throws Refused */
  async set(context: CommandContext, personId: Id, roles: readonly Role[], expected?: number): Promise<Changed> {
    const remove = ROLES.filter((role) => !roles.includes(role));
    const person = await this.find(personId);
    const change = { add: roles, remove };
    if (!person.roles.includes('admin') || !remove.includes('admin')) return this.change(context, personId, change, expected);
    await this.dismiss(context, [personId]);
    try {
      return await this.change(context, personId, change, expected);
    } catch (error) {
      if (error instanceof Refused) await this.appoint(furtherStep(context, 'undo'), personId);
      throw error;
    }
  }

  /** Takes those who are no longer to be admins off the list, all or none. @throws Refused when none would be left. */
  async dismiss(context: CommandContext, personIds: readonly Id[]): Promise<void> {
    await this.streams.decide(admins, ACADEMY, furtherStep(context, 'dismissal'), (known) => dismiss(known, personIds));
  }

  /** Changes one person's roles; who loses `admin` has been dismissed before. */
  async change(context: CommandContext, personId: Id, change: RoleChange, expected?: number): Promise<Changed> {
    const outcome = await this.streams.decide(people, personId, context, (person) => changeRoles(person, change), { expected });
    this.standing.changed(personId);
    const { state, recorded, position, revision } = outcome;
    const roles = state.phase === 'registered' ? state.roles : [];
    if (change.add.includes('admin') && roles.includes('admin')) await this.appoint(context, personId);
    if (change.remove.includes('admin') && !roles.includes('admin')) await this.strike(context, personId);
    return { roles, recorded, position, revision };
  }

  /** Puts an admin on the list, and off it again where the role was taken meanwhile. */
  async appoint(context: CommandContext, personId: Id): Promise<void> {
    await this.streams.decide(admins, ACADEMY, furtherStep(context, `appointment ${personId}`), (known) => appoint(known, [personId]));
    const { roles } = await this.find(personId);
    if (!roles.includes('admin')) await this.dismiss(furtherStep(context, 'undo'), [personId]);
  }

  /** Takes off the list who became an admin between the look and the change; the role is given back where nobody else is left on it. */
  private async strike(context: CommandContext, personId: Id): Promise<void> {
    const { state: known } = await this.streams.look(admins, ACADEMY);
    if (!known.has(personId)) return;
    try {
      await this.dismiss(furtherStep(context, `strike ${personId}`), [personId]);
    } catch (error) {
      if (error instanceof Refused)
        await this.change(furtherStep(context, `restore ${personId}`), personId, { add: ['admin'], remove: [] });
      throw error;
    }
  }

  async find(personId: Id): Promise<Registered> {
    const { state } = await this.streams.look(people, personId);
    if (state.phase === 'none') throw new Refused({ code: 'person-not-found' });
    return state;
  }
}
