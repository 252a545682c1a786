import type { Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept } from '../../deciding/decision.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { MediaControl } from '../../media/media-control.ts';
import { findRun } from '../planning/seen.ts';
import { rooms } from '../room/room.ts';
import { findRecording } from './seen.ts';

/** Those who run a webinar take a recording of it away, with its files. */
export class RemoveRecording extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly recordingId: Id,
  ) {
    super();
  }
}

@CommandHandler(RemoveRecording)
export class RemoveRecordingHandler implements ICommandHandler<RemoveRecording> {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
    private readonly media: MediaControl,
  ) {}

  /** The files first: what is recorded as gone is gone. */
  async execute({ context, who, recordingId }: RemoveRecording): Promise<Written<undefined>> {
    const { roomId, phase } = await findRecording(this.models, this.streams, who, recordingId);
    await findRun(this.models, this.streams, who, roomId);
    if (phase === 'running') throw new Refused({ code: 'already-recording', detail: 'It is still running: stop it first.' });
    await this.media.ask('remove-recording', { recordingId });
    const outcome = await this.streams.decide(rooms, roomId, context, () =>
      accept({ type: 'webinars.RecordingRemoved.v1', data: { roomId, recordingId } }),
    );
    return answer(outcome, undefined);
  }
}
