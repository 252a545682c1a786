import type { Position } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { Automations } from '../../automation/automations.ts';
import { CHECKPOINT } from '../../automation/reactor.ts';
import { records } from '../../automation/record.ts';
import { Streams } from '../../deciding/streams.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import type { Place } from './shown.ts';

/** How far reactions have come, by what they keep in the log. */
@Injectable()
export class Standing {
  constructor(
    private readonly automations: Automations,
    private readonly streams: Streams,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** @throws EventStoreUnavailable */
  async place(): Promise<Place> {
    const names = this.automations.all().map(({ name }) => name);
    const since = names.map(async (name): Promise<[string, Position | null]> => [name, (await this.streams.see(records, name)).after]);
    const [position, each] = await Promise.all([this.log.checkpoints.find(CHECKPOINT), Promise.all(since)]);
    return { position, since: new Map(each) };
  }
}
