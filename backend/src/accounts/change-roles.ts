import type { Id, Role } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import type { CommandContext } from '../deciding/context.ts';
import { RoleBook } from './role-book.ts';

/** Somebody gets exactly these roles. */
export class ChangeRoles extends Command<Written<{ personId: Id; roles: readonly Role[] }>> {
  constructor(
    readonly context: CommandContext,
    readonly personId: Id,
    readonly roles: readonly Role[],
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(ChangeRoles)
export class ChangeRolesHandler implements ICommandHandler<ChangeRoles> {
  constructor(private readonly book: RoleBook) {}

  async execute({ context, personId, roles, expected }: ChangeRoles): Promise<Written<{ personId: Id; roles: readonly Role[] }>> {
    const outcome = await this.book.set(context, personId, roles, expected);
    return answer(outcome, { personId, roles: outcome.roles });
  }
}
