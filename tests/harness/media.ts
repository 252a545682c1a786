/** The media process alone, steered as a backend steers it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import {
  newId,
  type MediaAck,
  type MediaAnswers,
  type MediaBody,
  type MediaNews,
  type MediaRequest,
  type MediaStatus,
} from '@lyceum/contracts';
import { RootSecret } from '@lyceum/stores';
import { io, type Socket } from 'socket.io-client';
import { freePort, ROOT, temporaryFolder } from './product.ts';
import { until } from './until.ts';
import type { Ask } from './webrtc.ts';

export class MediaRefused extends Error {}

/** A backend's connection to a media process. */
export class Steering {
  readonly socket: Socket;

  constructor(url: string, key: string) {
    this.socket = io(url, { auth: { key }, transports: ['websocket'], reconnection: true });
  }

  async ask<Name extends MediaRequest>(name: Name, body: MediaBody<Name>): Promise<MediaAnswers[Name]> {
    const answer = (await this.socket.timeout(20_000).emitWithAck(name, body)) as MediaAck<Name>;
    if (!answer.ok) throw new MediaRefused(`${answer.code} ${answer.detail}`);
    return answer;
  }

  hear<Name extends keyof MediaNews>(name: Name, listener: (news: MediaNews[Name]) => void): void {
    this.socket.on(name as string, listener);
  }

  /** Asks as one peer of a room, by the names that a browser uses. */
  as(roomId: string, peerId: string, personId: string): Ask {
    return async <Answer>(name: string, body: object) => {
      const of = { roomId, peerId, ...body };
      if (name === 'open-transport') return (await this.ask(name, { ...of, personId } as MediaBody<'open-transport'>)) as Answer;
      if (name === 'resume-consumer')
        return (await this.ask('set-consumer', { ...of, paused: false } as MediaBody<'set-consumer'>)) as Answer;
      return (await this.ask(name as MediaRequest, of as never)) as Answer;
    };
  }
}

export class MediaProcess {
  readonly folder = temporaryFolder('media');
  readonly port: number;
  readonly key: string;
  private readonly secret: string;
  private child: ChildProcess | undefined;

  private constructor(port: number) {
    this.port = port;
    this.secret = Buffer.alloc(32, 7).toString('base64');
    this.key = new RootSecret(this.secret).derive('media-control').toString('base64url');
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<MediaProcess> {
    const media = new MediaProcess(await freePort());
    media.child = spawn(process.execPath, ['--conditions=development', join(ROOT, 'media/src/main.ts')], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        LYCEUM_SECRET: media.secret,
        LYCEUM_MEDIA_CONTROL_PORT: String(media.port),
        LYCEUM_MEDIA_FOLDER: media.folder,
        LYCEUM_LOG_LEVEL: 'fatal',
        ...env,
      },
    });
    return media;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  steer(key = this.key): Steering {
    return new Steering(this.url, key);
  }

  /** Waits until there is a worker, or none can be had. */
  async settled(steering: Steering): Promise<MediaStatus> {
    return until(
      'the search for a worker ends',
      async () => {
        const status = await steering.ask('status', {}).catch(() => null);
        return status && ['ready', 'failed'].includes(status.state) && status;
      },
      { seconds: 900 },
    );
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  }
}

export const someone = () => ({ peerId: newId(), personId: newId() });
