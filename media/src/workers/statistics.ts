import { readFile } from 'node:fs/promises';
import type { MediaStatistics } from '@lyceum/contracts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Room } from '../rooms/room.ts';
import type { Crew, Post } from './crew.ts';

type WorkerFigures = MediaStatistics['workers'][number];
type RoomFigures = MediaStatistics['rooms'][number];

const PAGE = 4096;

/** Bytes that the process holds in memory now; what it held at most (KiB, getrusage) where the system does not say. */
async function memoryOf(pid: number, most: number): Promise<number> {
  try {
    const [, resident = '0'] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    return Number(resident) * PAGE;
  } catch {
    return most * 1024;
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What a room sends and receives now. */
async function roomFigures(room: Room, recording: boolean): Promise<RoomFigures> {
  const peers = [...room.peers.values()];
  const transports = peers.flatMap(({ lines }) => lines.map(({ transport }) => transport)).filter(({ closed }) => !closed);
  const stats = (await Promise.allSettled(transports.map((transport) => transport.getStats()))).flatMap((result) =>
    result.status === 'fulfilled' ? result.value : [],
  );
  const losses = stats.flatMap(({ rtpPacketLossSent, rtpPacketLossReceived }) => [rtpPacketLossSent, rtpPacketLossReceived]);
  const known = losses.filter((loss) => loss !== undefined);
  return {
    roomId: room.roomId,
    workers: room.branches.posts.map(({ worker }) => worker.pid),
    peers: peers.length,
    transports: transports.length,
    producers: sum(peers.map(({ sending }) => sending.size)),
    consumers: sum(peers.map(({ receiving }) => receiving.size)),
    received: sum(stats.map(({ recvBitrate }) => recvBitrate)),
    sent: sum(stats.map(({ sendBitrate }) => sendBitrate)),
    loss: known.length > 0 ? sum(known) / known.length : 0,
    recording,
  };
}

/** Counts what workers and rooms do. */
export class Statistics {
  readonly #rooms: Rooms;
  readonly #recorded: (roomId: string) => boolean;
  /** By process: its CPU time and when it was read, both in milliseconds. */
  readonly #read = new Map<number, { readonly cpu: number; readonly at: number }>();

  constructor(rooms: Rooms, recorded: (roomId: string) => boolean) {
    this.#rooms = rooms;
    this.#recorded = recorded;
  }

  async figures(crew: Crew | null): Promise<Omit<MediaStatistics, 'status'>> {
    const rooms = await this.#rooms.all();
    const [workers, perRoom] = await Promise.all([
      Promise.all((crew?.posts ?? []).map((post) => this.#worker(post, crew!.deathsAt(post.index), rooms))),
      Promise.all(rooms.map((room) => roomFigures(room, this.#recorded(room.roomId)))),
    ]);
    return { workers, rooms: perRoom };
  }

  async #worker(post: Post, deaths: number, rooms: readonly Room[]): Promise<WorkerFigures> {
    const { pid } = post.worker;
    const usage = await post.worker.getResourceUsage();
    const now = { cpu: usage.ru_utime + usage.ru_stime, at: performance.now() };
    const before = this.#read.get(pid) ?? { cpu: 0, at: 0 };
    this.#read.set(pid, now);
    const lines = rooms.flatMap(({ peers }) => [...peers.values()].flatMap((peer) => peer.lines));
    const producers = rooms.filter(({ branches }) => branches.home.post === post).map(({ sent }) => sent.length);
    return {
      pid,
      cpu: before.at > 0 ? Math.max(0, (now.cpu - before.cpu) / (now.at - before.at)) : 0,
      memory: await memoryOf(pid, usage.ru_maxrss),
      port: post.port,
      rooms: post.rooms,
      transports: lines.filter(({ branch }) => branch.post === post).length,
      producers: sum(producers),
      consumers: post.consumers,
      deaths,
    };
  }
}
