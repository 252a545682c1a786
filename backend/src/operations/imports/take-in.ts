import { laterPosition, type Id, type TakenIn, type TakeInRequest } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Written } from '../../api/written.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { advance, imports, misplaced } from './import.ts';
import { Scribe } from './scribe.ts';

/** The next items of a history that is brought in. */
export class TakeIn extends Command<Written<TakenIn>> {
  constructor(
    readonly context: CommandContext,
    readonly importId: Id,
    readonly request: TakeInRequest,
  ) {
    super();
  }
}

/** Items first, then how far it is: what is broken off between the two is met again, and recorded once. */
@CommandHandler(TakeIn)
export class TakeInHandler implements ICommandHandler<TakeIn> {
  constructor(
    private readonly streams: Streams,
    private readonly scribe: Scribe,
  ) {}

  async execute({ context, importId, request: { from, items } }: TakeIn): Promise<Written<TakenIn>> {
    const code = misplaced((await this.streams.look(imports, importId, Number.POSITIVE_INFINITY)).state, from);
    if (code) throw new Refused({ code });
    const chain = { ...context, correlationId: importId };
    const { recorded, position } = await this.scribe.write(items, chain);
    const done = from + items.length;
    const own = furtherStep(chain, 'advance');
    const advanced = await this.streams.decide(imports, importId, own, (known) => advance(known, done));
    if (!advanced.state) throw new Refused({ code: 'import-not-found' });
    return new Written({ ...advanced.state, recorded }, laterPosition(position, advanced.position), null);
  }
}
