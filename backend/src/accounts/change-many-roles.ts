import { BEGINNING, laterPosition, type BulkRolesResult, type Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Written } from '../api/written.ts';
import { furtherStep, type CommandContext } from '../deciding/context.ts';
import { Streams } from '../deciding/streams.ts';
import type { RoleChange } from './roles.ts';
import { EmailIndex, emails } from './email.ts';
import { people } from './person.ts';
import { RoleBook, type Changed } from './role-book.ts';

type Result = z.infer<typeof BulkRolesResult>;

/** Many people, named by their addresses, get and lose roles. */
export class ChangeManyRoles extends Command<Written<Result>> {
  constructor(
    readonly context: CommandContext,
    readonly addresses: readonly string[],
    readonly change: RoleChange,
  ) {
    super();
  }
}

const AT_ONCE = 16;

@CommandHandler(ChangeManyRoles)
export class ChangeManyRolesHandler implements ICommandHandler<ChangeManyRoles> {
  constructor(
    private readonly streams: Streams,
    private readonly index: EmailIndex,
    private readonly book: RoleBook,
  ) {}

  async execute({ context, addresses, change }: ChangeManyRoles): Promise<Written<Result>> {
    const wanted = [...new Set(addresses)];
    const found = await inBatches(wanted, async (email) => ({ email, personId: await this.registered(email) }));
    const known = found.flatMap(({ personId }) => (personId === undefined ? [] : [personId]));
    if (change.remove.includes('admin') && known.length > 0) await this.book.dismiss(context, known);
    const changed = await inBatches(known, (personId) => this.book.change(furtherStep(context, personId), personId, change));
    const position = changed.reduce((latest, one) => laterPosition(latest, one.position), BEGINNING);
    const unknown = found.flatMap(({ email, personId }) => (personId === undefined ? [email] : []));
    return new Written({ changed: changed.filter(({ recorded }: Changed) => recorded).length, unknown }, position, null);
  }

  private async registered(email: string): Promise<Id | undefined> {
    const { owner } = (await this.streams.look(emails, this.index.of(email))).state;
    if (owner === null) return undefined;
    return (await this.streams.look(people, owner)).state.phase === 'registered' ? owner : undefined;
  }
}

async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  return results;
}
