/** Somebody's connection to a webinar's room, by the signalling that is written down in docs/webinars/signalling.md. */
import {
  changeRoom,
  type MediaFigures,
  type RoomAck,
  type RoomAnswers,
  type RoomBody,
  type RoomNews,
  type RoomPlace,
  type RoomRequest,
  type RoomView,
  type RtpCapabilities,
  type SentMedia,
} from '@lyceum/contracts';
import { io, type Socket } from 'socket.io-client';
import type { Person } from './client.ts';
import { until } from './until.ts';
import { capabilitiesFor, receiveMedia, sendMedia, type Ask } from './webrtc.ts';

export class RoomRefused extends Error {
  readonly code: string;

  constructor(request: string, code: string, detail: string) {
    super(`${request}: ${code} ${detail}`);
    this.code = code;
  }
}

export class RoomClient {
  readonly socket: Socket;
  place: RoomPlace | undefined;
  view: RoomView | undefined;
  sent: SentMedia[] = [];
  readonly heard: { readonly name: string; readonly news: unknown }[] = [];

  constructor(url: string, token: string | undefined) {
    this.socket = io(`${url}/webinars`, { auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false });
    this.socket.onAny((name: string, news: unknown) => this.heard.push({ name, news }));
    this.socket.on('room', ({ changes }: RoomNews['room']) => {
      for (const change of changes) if (this.view) this.view = changeRoom(this.view, change);
    });
    this.socket.on('sent', (media: SentMedia) => (this.sent = [...this.sent.filter((one) => one.producerId !== media.producerId), media]));
    this.socket.on(
      'sent-ended',
      ({ producerId }: RoomNews['sent-ended']) => (this.sent = this.sent.filter((one) => one.producerId !== producerId)),
    );
    this.socket.on('media-reset', ({ sent }: RoomNews['media-reset']) => (this.sent = [...sent]));
  }

  static of(url: string, person: Person): RoomClient {
    return new RoomClient(url, person.token);
  }

  async ask<Name extends RoomRequest>(name: Name, body: RoomBody<Name>): Promise<RoomAnswers[Name]> {
    return this.raw(name, body) as Promise<RoomAnswers[Name]>;
  }

  /** Any message, well-formed or not. */
  async raw(name: string, body: unknown): Promise<object> {
    const answer = (await this.socket.timeout(15_000).emitWithAck(name, body)) as RoomAck<RoomRequest>;
    if (!answer.ok) throw new RoomRefused(name, answer.code, answer.detail);
    return answer;
  }

  async enter(room: string, connectionId?: string): Promise<RoomPlace> {
    const place = await this.ask('enter', { room, ...(connectionId !== undefined && { connectionId }) });
    this.place = place;
    if (place.phase === 'in') {
      this.view = place.view;
      this.sent = [...place.sent];
    }
    return place;
  }

  /** The place of somebody who is inside. */
  get inside(): Extract<RoomPlace, { phase: 'in' }> {
    if (this.place?.phase !== 'in') throw new Error('not in the room');
    return this.place;
  }

  /** Waits until what is seen of the room is so. */
  sees(what: string, is: (view: RoomView) => unknown): Promise<unknown> {
    return until(what, () => this.view && is(this.view));
  }

  hears(name: keyof RoomNews): Promise<unknown> {
    return until(`${name} is heard`, () => this.heard.find((one) => one.name === name) ?? false);
  }

  private get asking(): Ask {
    return (name, body) => this.raw(name, withoutCapabilities(name, body, this.inside.rtpCapabilities)) as never;
  }

  send(...[whole]: [whole?: Parameters<typeof sendMedia>[1]]) {
    return sendMedia(this.asking, whole);
  }

  receive(sent: readonly SentMedia[] = this.sent) {
    return receiveMedia(this.asking, sent, this.inside.rtpCapabilities ?? {});
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** Here one says what one can receive when one opens the transport for it, and not again with each stream. */
function withoutCapabilities(name: string, body: object, rtpCapabilities: RtpCapabilities | null): object {
  if (name === 'consume') {
    const { rtpCapabilities: _, ...rest } = body as { rtpCapabilities?: unknown };
    return rest;
  }
  const receives = name === 'open-transport' && (body as { direction?: string }).direction === 'receive';
  return receives ? { ...body, rtpCapabilities: capabilitiesFor(rtpCapabilities ?? {}) } : body;
}

/** Waits until there is a media worker, or none can be had; `admin` may see how the media do. */
export const mediaSettled = (admin: Person): Promise<MediaFigures> =>
  until(
    'the search for a worker ends',
    async () => {
      const figures = await admin.get<MediaFigures>('/api/operations/media');
      return ['ready', 'failed'].includes(figures.status.state) && figures;
    },
    { seconds: 600 },
  );
