import type { FollowAnswer, Id, MediaNews, RecordedTrack } from '@lyceum/contracts';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { byItself } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { Log } from '../../log.ts';
import { MediaControl, type MediaListener } from '../../media/media-control.ts';
import { ActInRoom } from './act-in-room.ts';
import { recorded } from './acts/presenting.ts';
import { rooms, type Room } from './room.ts';

const INTERRUPTED = 'The media process was interrupted.';

/** Sees to it that a recording that ended is recorded as ended, whoever or whatever ended it. */
@Injectable()
export class RunningRecordings implements OnApplicationBootstrap, MediaListener {
  constructor(
    private readonly media: MediaControl,
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.media.listen(this);
  }

  /** Ends the files of the recording, if there is one, and records which there are. @throws Refused while the media process is away */
  async end(roomId: Id, recordingId: Id | null): Promise<void> {
    if (recordingId === null) return;
    const stopped = await this.media.ask('stop-recording', { roomId, recordingId }).catch((error: unknown) => {
      if (error instanceof Refused && error.refusal.code === 'not-recording') return null;
      throw error;
    });
    await this.ended(roomId, recordingId, stopped?.tracks ?? [], stopped ? 'Nothing was sent while it ran.' : INTERRUPTED);
  }

  /**
   * A room was closed: its media end, and its recording. Those of one that is only empty are not ended, it may be open again meanwhile.
   * @throws Refused while the media process is away; the clock tries again
   */
  async closed(roomId: Id, { phase, recordingId }: Pick<Room, 'phase' | 'recordingId'>): Promise<void> {
    if (phase === 'closed') await this.media.ask('close-room', { roomId }).catch(() => {});
    await this.end(roomId, recordingId);
  }

  news<Name extends keyof MediaNews>(name: Name, news: MediaNews[Name]): void {
    if (name !== 'recording-failed') return;
    const { roomId, recordingId, tracks, reason } = news as MediaNews['recording-failed'];
    this.run(this.ended(roomId, recordingId, tracks, reason));
  }

  /** The media process may have been begun anew, and know nothing of what ran. */
  followed(roomId: Id, { recordingId }: FollowAnswer): void {
    this.run(this.compare(roomId, recordingId));
  }

  private async compare(roomId: Id, running: Id | null): Promise<void> {
    const { recordingId } = (await this.streams.look(rooms, roomId)).state;
    if (recordingId === null || recordingId === running) return;
    const written = await this.media.ask('stop-recording', { roomId, recordingId }).catch(() => ({ tracks: [] }));
    await this.ended(roomId, recordingId, written.tracks, INTERRUPTED);
  }

  private async ended(roomId: Id, recordingId: Id, tracks: readonly RecordedTrack[], reason: string): Promise<void> {
    const context = byItself('end-recording', recordingId, this.clock.now());
    await this.commands.execute(new ActInRoom(context, roomId, '', recorded(recordingId, tracks, reason)));
  }

  private run(work: Promise<void>): void {
    work.catch((err: unknown) => this.log.warn({ err }, 'The end of a recording could not be recorded'));
  }
}
