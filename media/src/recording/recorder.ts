import { execFile } from 'node:child_process';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id, RecordedTrack } from '@lyceum/contracts';
import type { types } from 'mediasoup';
import type { Room } from '../rooms/room.ts';
import { Track } from './track.ts';

/** Whether this machine can write recordings. */
export const canRecord = (): Promise<boolean> =>
  new Promise((resolve) => {
    execFile('ffmpeg', ['-version'], { timeout: 5000 }, (error) => resolve(error === null));
  });

/** The folder of a recording; its id is a UUID, never a path. */
export const folderOf = (folder: string, recordingId: Id): string => join(folder, 'recordings', recordingId);

/** A recording under way: each thing that is sent in the room goes into a file of its own, with when it began. */
export class Recording {
  readonly recordingId: Id;
  readonly #room: Room;
  readonly #folder: string;
  readonly #began = performance.now();
  readonly #tracks = new Map<string, Track>();
  readonly #ended: Promise<RecordedTrack | null>[] = [];
  #over: Promise<readonly RecordedTrack[]> | null = null;

  private constructor(recordingId: Id, room: Room, folder: string) {
    this.recordingId = recordingId;
    this.#room = room;
    this.#folder = folder;
  }

  static async begin(recordingId: Id, room: Room, folder: string): Promise<Recording> {
    const place = folderOf(folder, recordingId);
    await mkdir(place, { recursive: true });
    const recording = new Recording(recordingId, room, place);
    for (const { producerId } of room.sent) recording.take(producerId);
    return recording;
  }

  get roomId(): Id {
    return this.#room.roomId;
  }

  /** Something is being sent from now on. */
  take(producerId: Id): void {
    if (this.#over || this.#tracks.has(producerId)) return;
    const peer = [...this.#room.peers.values()].find(({ sending }) => sending.has(producerId));
    const sending = peer?.sending.get(producerId);
    if (!peer || !sending) return;
    const { producer, source } = sending;
    const { router } = this.#room.branches.home;
    const track = new Track({ personId: peer.personId, source, producer }, this.#folder, () => Math.round(performance.now() - this.#began));
    this.#tracks.set(producerId, track);
    track.begin(router, router.rtpCapabilities as types.RtpCapabilities).catch(() => this.leave(producerId));
  }

  /** It is sent no more. */
  leave(producerId: Id): void {
    const track = this.#tracks.get(producerId);
    if (!track || !this.#tracks.delete(producerId)) return;
    this.#ended.push(track.end());
  }

  /** Ends all files and writes down what there is; asked again it gives the same. */
  end(): Promise<readonly RecordedTrack[]> {
    this.#over ??= this.#finish();
    return this.#over;
  }

  async #finish(): Promise<readonly RecordedTrack[]> {
    for (const producerId of [...this.#tracks.keys()]) this.leave(producerId);
    const tracks = (await Promise.all(this.#ended)).filter((track) => track !== null).toSorted((a, b) => a.from - b.from);
    const manifest = join(this.#folder, 'tracks.json');
    await writeFile(`${manifest}.new`, JSON.stringify({ roomId: this.roomId, tracks }));
    await rename(`${manifest}.new`, manifest);
    return tracks;
  }
}

/** Removes the files of a recording; nothing happens where there are none. */
export const removeRecording = (folder: string, recordingId: Id): Promise<void> =>
  rm(folderOf(folder, recordingId), { recursive: true, force: true });
