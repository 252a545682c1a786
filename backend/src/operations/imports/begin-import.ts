import type { BeginImportRequest, ImportProgress } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { begin, imports } from './import.ts';

/** An operator begins to bring a history in, or goes on with it. */
export class BeginImport extends Command<Written<ImportProgress>> {
  constructor(
    readonly context: CommandContext,
    readonly wanted: BeginImportRequest,
  ) {
    super();
  }
}

@CommandHandler(BeginImport)
export class BeginImportHandler implements ICommandHandler<BeginImport> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, wanted: { importId, source, total } }: BeginImport): Promise<Written<ImportProgress>> {
    const begun = await this.streams.decide(imports, importId, context, (known) => begin(known, importId, source, total));
    return answer(begun, begun.state ?? { importId, source, total, done: 0 });
  }
}
