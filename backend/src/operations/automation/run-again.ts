import { runName, type Id, type RunState } from '@lyceum/contracts';
import { ReadModels, type RunRow } from '@lyceum/projections';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { records, runAgain } from '../../automation/record.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { SendAgain } from '../../mail/delivery/send-again.ts';
import { isRepeatable, runOfId, stateOf } from './shown.ts';
import { Standing } from './standing.ts';

/** An operator has a run done again. Its effects have ids of their own, so that none is there twice. */
export class RunAgain extends Command<Written<{ runId: string }>> {
  constructor(
    readonly context: CommandContext,
    readonly operatorId: Id,
    readonly runId: string,
  ) {
    super();
  }
}

@CommandHandler(RunAgain)
export class RunAgainHandler implements ICommandHandler<RunAgain> {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
    private readonly standing: Standing,
    private readonly commands: CommandBus,
  ) {}

  /** @throws Refused */
  async execute({ context, operatorId, runId }: RunAgain): Promise<Written<{ runId: string }>> {
    const row = await this.models.automation.find(runOfId(runId));
    if (!row) throw new Refused({ code: 'run-not-found' });
    const state: RunState = stateOf(row, await this.standing.place());
    // What is on its way already is not ordered twice.
    if (state !== 'again' && !isRepeatable(row.automation, row.since, state)) throw new Refused({ code: 'run-not-repeatable' });
    const { automation, key } = row;
    if (automation === 'send-mail' && state !== 'again') await this.sendAgain(row, context, operatorId);
    const outcome = await this.streams.decide(records, automation, context, () => runAgain(automation, key, operatorId));
    return answer(outcome, { runId });
  }

  /** A message that was given up is not due any more: it has to be made so. */
  private async sendAgain({ automation, key }: RunRow, context: CommandContext, operatorId: Id): Promise<void> {
    const own = { ...furtherStep(context, 'send'), run: runName(automation, key) };
    await this.commands.execute(new SendAgain(own, key, operatorId));
  }
}
