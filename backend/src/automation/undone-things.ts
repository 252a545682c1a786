import type { ClockedName } from '@lyceum/contracts';
import type { Due } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';
import { Clock } from '../api/clock.ts';
import type { CommandContext } from '../deciding/context.ts';
import { furtherStep } from '../deciding/context.ts';
import { Streams } from '../deciding/streams.ts';
import { Log } from '../log.ts';
import { noteDue, reasonOf, records, type Undone } from './record.ts';

/** Another backend may have noted something, or somebody ordered it there; milliseconds. */
const AGE = 1000;

/** What was due and could not be done, remembered in the log so that people see it and every backend keeps to the time of its next try. */
@Injectable()
export class UndoneThings {
  constructor(
    private readonly streams: Streams,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** What is known of things of these kinds. @throws EventStoreUnavailable */
  async of(names: ReadonlySet<ClockedName>): Promise<(row: Due) => Undone | undefined> {
    const looked = await Promise.all([...names].map(async (name) => [name, (await this.streams.look(records, name, AGE)).state] as const));
    const found = new Map(looked);
    return ({ what, key }) => found.get(what)?.undone.get(key);
  }

  /** Notes that it failed, or (`error` null) that it was done after all. Where that cannot be recorded it is tried again all the same. */
  async note({ what, key, at }: Due, context: CommandContext, error: unknown): Promise<void> {
    const failure = error === null ? null : reasonOf(error);
    const own = { ...furtherStep(context, `noted ${context.at}`), run: undefined };
    await this.streams
      .decide(records, what, own, (record) => noteDue(record, { name: what, key, at }, failure, this.clock.now()))
      .catch((err: unknown) => this.log.debug({ err, what }, 'A failure could not be noted'));
  }
}
