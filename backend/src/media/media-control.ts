import {
  REFUSALS,
  type FollowAnswer,
  type Id,
  type MediaAck,
  type MediaAnswers,
  type MediaBody,
  type MediaNews,
  type MediaRequest,
  type MediaStatus,
  type RefusalCode,
} from '@lyceum/contracts';
import { causeNow, RootSecret } from '@lyceum/stores';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { io, type Socket } from 'socket.io-client';
import { CONFIG, type Config } from '../config.ts';
import { Refused } from '../deciding/refused.ts';

/** Milliseconds for one request; one that records takes as long as its files take to end. */
const PATIENCE = 10_000;

/** Hears of what happens to media; `followed` when a room is followed (again), with what is there now. */
export interface MediaListener {
  news<Name extends keyof MediaNews>(name: Name, news: MediaNews[Name]): void;
  followed(roomId: Id, state: FollowAnswer): void;
}

const NEWS = [
  'status',
  'sent',
  'sent-ended',
  'consumer-closed',
  'consumer-layers',
  'consumer-score',
  'transport-state',
  'speaker',
  'levels',
  'room-lost',
  'recording-failed',
] as const satisfies readonly (keyof MediaNews)[];

const unavailable = (detail?: string) => new Refused({ code: 'media-unavailable', ...(detail !== undefined && { detail }) });

/** Steers the media process (docs/webinars/operating.md). While it is away nothing can be had of it; it is reached again by itself. */
@Injectable()
export class MediaControl implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly key: string;
  private readonly listeners = new Set<MediaListener>();
  private readonly following = new Set<Id>();
  private socket: Socket | undefined;
  private last: MediaStatus | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    secret: RootSecret,
  ) {
    this.key = secret.derive('media-control').toString('base64url');
  }

  onApplicationBootstrap(): void {
    const { mediaUrl } = this.config;
    if (!mediaUrl) return;
    const socket = io(mediaUrl.href, {
      auth: { key: this.key },
      transports: ['websocket'],
      reconnectionDelay: 200,
      reconnectionDelayMax: 2000,
    });
    this.socket = socket;
    for (const name of NEWS) socket.on(name, (news: unknown) => this.heard(name, news as never));
    socket.on('connect', () => void this.begin());
    socket.on('disconnect', () => {
      this.last = null;
    });
  }

  onApplicationShutdown(): void {
    this.socket?.disconnect();
  }

  /** Whether media can be had; null while the media process does not answer. */
  get status(): MediaStatus | null {
    return this.last;
  }

  listen(listener: MediaListener): void {
    this.listeners.add(listener);
  }

  /** @throws Refused with the media process's own word, or `media-unavailable` while it does not answer */
  async ask<Name extends MediaRequest>(name: Name, body: MediaBody<Name>): Promise<MediaAnswers[Name]> {
    if (!this.socket?.connected) throw unavailable(this.config.mediaUrl ? undefined : 'This academy has no media process.');
    const answer = (await this.socket
      .timeout(PATIENCE)
      .emitWithAck(name, body, { correlationId: causeNow()?.correlationId })
      .catch(() => null)) as MediaAck<Name> | null;
    if (answer === null) throw unavailable('The media process does not answer.');
    if (!answer.ok)
      throw new Refused({ code: answer.code in REFUSALS ? (answer.code as RefusalCode) : 'media-unavailable', detail: answer.detail });
    return answer;
  }

  /** News of the room come from now on, also after the media process was away. @throws Refused */
  async follow(roomId: Id): Promise<FollowAnswer> {
    this.following.add(roomId);
    return this.ask('follow-room', { roomId });
  }

  async unfollow(roomId: Id): Promise<void> {
    this.following.delete(roomId);
    await this.ask('unfollow-room', { roomId }).catch(() => {});
  }

  /** Where the file of a track is fetched from, and by which right. Null where there is no media process. */
  fileOf(recordingId: Id, trackId: Id): { readonly url: URL; readonly authorization: string } | null {
    if (!this.config.mediaUrl) return null;
    return { url: new URL(`/recordings/${recordingId}/${trackId}`, this.config.mediaUrl), authorization: `Bearer ${this.key}` };
  }

  private heard<Name extends keyof MediaNews>(name: Name, news: MediaNews[Name]): void {
    if (name === 'status') {
      const before = this.last?.state;
      this.last = news as MediaStatus;
      if (this.last.state === 'ready' && before !== 'ready') void this.followAgain();
    }
    for (const listener of this.listeners) listener.news(name, news);
  }

  private async begin(): Promise<void> {
    const status = await this.ask('status', {}).catch(() => null);
    if (!status) return;
    const { ok: _, ...plain } = status as MediaStatus & { ok?: true };
    this.heard('status', plain);
  }

  private async followAgain(): Promise<void> {
    for (const roomId of this.following) {
      const state = await this.ask('follow-room', { roomId }).catch(() => null);
      if (state) for (const listener of this.listeners) listener.followed(roomId, state);
    }
  }
}
