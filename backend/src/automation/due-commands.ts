import type { DueRow } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';
import type { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../deciding/context.ts';

/** Makes the command that something due asks for. */
export type MakeCommand = (row: DueRow, context: CommandContext) => Command<unknown>;

/** Which command each kind of due thing asks for; the context that knows says so when it starts. */
@Injectable()
export class DueCommands {
  private readonly makers = new Map<DueRow['what'], MakeCommand>();

  on(what: DueRow['what'], make: MakeCommand): void {
    this.makers.set(what, make);
  }

  for(row: DueRow, context: CommandContext): Command<unknown> | undefined {
    return this.makers.get(row.what)?.(row, context);
  }
}
