import type { Id, SystemKeyMade } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { ACADEMY } from '../admins.ts';
import { make, systemKeys, SystemSecrets, withdraw } from './system-keys.ts';

/** Another system gets a key. */
export class MakeSystemKey extends Command<Written<SystemKeyMade>> {
  constructor(
    readonly context: CommandContext,
    readonly name: string,
  ) {
    super();
  }
}

@CommandHandler(MakeSystemKey)
export class MakeSystemKeyHandler implements ICommandHandler<MakeSystemKey> {
  constructor(
    private readonly streams: Streams,
    private readonly secrets: SystemSecrets,
  ) {}

  async execute({ context, name }: MakeSystemKey): Promise<Written<SystemKeyMade>> {
    const keyId = createdId(context, 'system key');
    const made = await this.streams.decide(systemKeys, ACADEMY, context, (known) => make(known, keyId, name, context.at));
    return answer(made, { keyId, secret: this.secrets.of(keyId) });
  }
}

/** A key is good no more. */
export class WithdrawSystemKey extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly keyId: Id,
  ) {
    super();
  }
}

@CommandHandler(WithdrawSystemKey)
export class WithdrawSystemKeyHandler implements ICommandHandler<WithdrawSystemKey> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, keyId }: WithdrawSystemKey): Promise<Written<undefined>> {
    return answer(await this.streams.decide(systemKeys, ACADEMY, context, (known) => withdraw(known, keyId)), undefined);
  }
}
