import { Id, MakeSystemKeyRequest, SystemKeyMade, SystemKeys } from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Context } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { MakeSystemKey, WithdrawSystemKey } from './commands.ts';
import { ListSystemKeys } from './list-system-keys.ts';

/** Keys by which other systems tell and ask, each for one of them. */
@ApiTags('accounts')
@Controller('system-keys')
export class SystemKeysController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Allow('activity.exchange')
  @ApiOperation({ summary: 'The keys that other systems have' })
  @Answers(200, SystemKeys)
  list() {
    return this.queries.execute(new ListSystemKeys());
  }

  @Post()
  @Allow('activity.exchange')
  @ApiOperation({ summary: 'Make a key for another system; its secret is answered this once' })
  @Answers(201, SystemKeyMade, 'too-many-system-keys')
  make(@Body({ schema: MakeSystemKeyRequest }) { name }: MakeSystemKeyRequest, @Context() context: CommandContext) {
    return this.commands.execute(new MakeSystemKey(context, name));
  }

  @Delete(':id')
  @Allow('activity.exchange')
  @ApiOperation({ summary: 'Withdraw the key of another system: it is good no more' })
  @Answers(204)
  withdraw(@Param('id', { schema: Id }) keyId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new WithdrawSystemKey(context, keyId));
  }
}
