import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newId, type Id, type MediaSource, type RecordedTrack } from '@lyceum/contracts';
import type { types } from 'mediasoup';
import { description } from './description.ts';

/** Milliseconds that ffmpeg has for writing the end of a file. */
const LAST_WORDS = 5000;
/** Milliseconds until ffmpeg listens. */
const TUNING = 500;
/** A picture to begin with is asked for so often, in milliseconds, until one has come. */
const KEY_FRAMES = [300, 1000, 2000];

/** Two ports that follow each other and that nobody uses: for packets, and for reports on them. */
async function twoPorts(): Promise<number> {
  const bound = (port: number) =>
    new Promise<ReturnType<typeof createSocket>>((resolve, reject) => {
      const socket = createSocket('udp4');
      socket.once('error', reject);
      socket.bind(port, '127.0.0.1', () => resolve(socket));
    });
  for (let tries = 0; tries < 50; tries++) {
    const first = await bound(0);
    const { port } = first.address();
    const second = port % 2 === 0 ? await bound(port + 1).catch(() => null) : null;
    first.close();
    second?.close();
    if (second) return port;
  }
  throw new Error('no two free ports for a recording');
}

interface Recorded {
  readonly personId: Id;
  readonly source: MediaSource;
  readonly producer: types.Producer;
}

/** One file of a recording: what one person sends of one source, copied as it comes. */
export class Track {
  readonly trackId = newId();
  readonly #of: Recorded;
  readonly #folder: string;
  readonly #from: number;
  readonly #clock: () => number;
  #transport: types.PlainTransport | null = null;
  #ffmpeg: ChildProcess | null = null;
  #ended: Promise<void> = Promise.resolve();

  /** `clock` gives milliseconds since the recording began. */
  constructor(of: Recorded, folder: string, clock: () => number) {
    this.#of = of;
    this.#folder = folder;
    this.#clock = clock;
    this.#from = clock();
  }

  private get file(): string {
    return join(this.#folder, `${this.trackId}.webm`);
  }

  async begin(router: types.Router, rtpCapabilities: types.RtpCapabilities): Promise<void> {
    const port = await twoPorts();
    const transport = await router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: '127.0.0.1' }, rtcpMux: false });
    this.#transport = transport;
    await transport.connect({ ip: '127.0.0.1', port, rtcpPort: port + 1 });
    const { id: producerId, kind } = this.#of.producer;
    const consumer = await transport.consume({ producerId, rtpCapabilities, paused: true, enableRtx: false });
    if (consumer.type === 'simulcast') await consumer.setPreferredLayers({ spatialLayer: 2, temporalLayer: 2 });
    this.#ffmpeg = this.#write(description(consumer, port));
    await new Promise((done) => setTimeout(done, TUNING));
    await consumer.resume();
    if (kind === 'video') {
      for (const wait of KEY_FRAMES) setTimeout(() => !consumer.closed && void consumer.requestKeyFrame().catch(() => {}), wait).unref();
    }
  }

  /** Ends the file; null where nothing came. */
  async end(): Promise<RecordedTrack | null> {
    const duration = this.#clock() - this.#from;
    this.#ffmpeg?.kill('SIGINT');
    const late = setTimeout(() => this.#ffmpeg?.kill('SIGKILL'), LAST_WORDS);
    await this.#ended;
    clearTimeout(late);
    this.#transport?.close();
    const { personId, source, producer } = this.#of;
    const bytes = await stat(this.file).then(
      ({ size }) => size,
      () => 0,
    );
    if (bytes === 0) return null;
    const { trackId } = this;
    return { trackId, personId, source, from: this.#from, duration, bytes, type: `${producer.kind}/webm` };
  }

  #write(sdp: string): ChildProcess {
    const input = [
      '-protocol_whitelist',
      'pipe,udp,rtp',
      '-analyzeduration',
      '10000000',
      '-probesize',
      '5000000',
      '-f',
      'sdp',
      '-i',
      'pipe:0',
    ];
    // Clusters of a second: what is on the disk when the power goes can be watched.
    const output = ['-c', 'copy', '-f', 'webm', '-cluster_time_limit', '1000', '-flush_packets', '1', this.file];
    const child = spawn('ffmpeg', ['-nostdin', '-hide_banner', '-loglevel', 'error', '-fflags', '+genpts', ...input, ...output], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.on('error', () => {});
    child.stdin.end(sdp);
    this.#ended = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    return child;
  }
}
