import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id, MediaNews, RecordedTrack } from '@lyceum/contracts';
import { Refused } from '../control/refused.ts';
import type { Room } from '../rooms/room.ts';
import { folderOf, Recording, removeRecording } from './recorder.ts';

/** The recordings under way, one a room, and those that lie on the disk. */
export class Recordings {
  readonly #folder: string;
  readonly #running = new Map<Id, Recording>();
  /** Whether something here can record. */
  possible = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  of(roomId: Id): Id | null {
    return this.#running.get(roomId)?.recordingId ?? null;
  }

  /** @throws Refused */
  async start(room: Room, recordingId: Id): Promise<void> {
    if (!this.possible) throw new Refused('recording-unavailable');
    const running = this.of(room.roomId);
    if (running === recordingId) return;
    if (running !== null) throw new Refused('already-recording');
    this.#running.set(room.roomId, await Recording.begin(recordingId, room, this.#folder));
  }

  /** @throws Refused where there is no such recording */
  async stop(roomId: Id, recordingId: Id): Promise<readonly RecordedTrack[]> {
    const running = this.#running.get(roomId);
    if (running?.recordingId !== recordingId) return this.#written(recordingId);
    const tracks = await running.end();
    this.#running.delete(roomId);
    return tracks;
  }

  remove(recordingId: Id): Promise<void> {
    return removeRecording(this.#folder, recordingId);
  }

  /** What happens in rooms goes into the recording of the room. */
  hear<Name extends keyof MediaNews>(roomId: Id, name: Name, news: MediaNews[Name]): void {
    const recording = this.#running.get(roomId);
    if (!recording) return;
    if (name === 'sent') recording.take((news as MediaNews['sent']).media.producerId);
    if (name === 'sent-ended') recording.leave((news as MediaNews['sent-ended']).producerId);
  }

  /** The worker of the room has died: what was recorded until then is kept. Null where nothing was. */
  async lost(roomId: Id): Promise<MediaNews['recording-failed'] | null> {
    const running = this.#running.get(roomId);
    if (!running) return null;
    this.#running.delete(roomId);
    const { recordingId } = running;
    return { roomId, recordingId, reason: 'The media of the room were interrupted.', tracks: await running.end() };
  }

  async #written(recordingId: Id): Promise<readonly RecordedTrack[]> {
    try {
      const text = await readFile(join(folderOf(this.#folder, recordingId), 'tracks.json'), 'utf8');
      return (JSON.parse(text) as { tracks: readonly RecordedTrack[] }).tracks;
    } catch {
      throw new Refused('not-recording');
    }
  }
}
