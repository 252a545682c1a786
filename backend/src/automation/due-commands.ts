import type { DueRow } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';
import type { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../deciding/context.ts';

type What = DueRow['what'];
type RowOf<W extends What> = Extract<DueRow, { readonly what: W }>;

/** Makes the command that something due asks for. */
export type MakeCommand<W extends What> = (row: RowOf<W>, context: CommandContext) => Command<unknown>;

/** Which command each kind of due thing asks for; the context that knows says so when it starts. */
@Injectable()
export class DueCommands {
  private readonly makers = new Map<What, (row: never, context: CommandContext) => Command<unknown>>();

  on<W extends What>(what: W, make: MakeCommand<W>): void {
    this.makers.set(what, make);
  }

  for(row: DueRow, context: CommandContext): Command<unknown> | undefined {
    return this.makers.get(row.what)?.(row as never, context);
  }
}
