import type { Id, IceServer, MediaSource, RtpCapabilities, SentMedia, TransportParameters } from '@lyceum/contracts';
import type { types } from 'mediasoup-client';
import { SvelteMap } from 'svelte/reactivity';
import { encodingsFor, layerFor } from './layers.ts';
import type { Signalling } from './signalling.ts';

/** Something that somebody else sends, as it is received here. */
export interface Received {
  readonly media: SentMedia;
  readonly track: MediaStreamTrack | null;
}

/** Milliseconds that a broken way gets to mend itself. */
const PATIENCE = 2500;

/** What is sent and received over one connection to a room. */
export class RoomMedia {
  readonly #signalling: Signalling;
  readonly #mine: Id;
  #device: types.Device | null = null;
  #ready = false;
  #beginnings = 0;
  #send: Promise<types.Transport> | null = null;
  #receive: Promise<types.Transport> | null = null;
  #iceServers: readonly IceServer[] = [];
  readonly #producers = new Map<MediaSource, types.Producer>();
  readonly #consumers = new Map<Id, types.Consumer>();
  /** Producers that are being asked for. */
  readonly #asked = new Set<Id>();
  readonly #wanted = new Map<Id, number>();
  /** What others send, by producer. */
  readonly received = new SvelteMap<Id, Received>();
  /** What one sends oneself, by source; `on` is false while it is muted. */
  readonly sending = new SvelteMap<MediaSource, { readonly track: MediaStreamTrack; readonly on: boolean }>();
  /** Whether the way to the academy's media is there. */
  way = $state<'none' | 'open' | 'broken'>('none');

  constructor(signalling: Signalling, mine: Id) {
    this.#signalling = signalling;
    this.#mine = mine;
  }

  /** Begins, or begins anew where all that was is gone: what one sent is sent again. */
  async begin(rtpCapabilities: RtpCapabilities, iceServers: readonly IceServer[], sent: readonly SentMedia[]): Promise<void> {
    this.#forget();
    this.#iceServers = iceServers;
    for (const media of sent) this.heard(media);
    const beginning = ++this.#beginnings;
    const { Device } = await import('mediasoup-client');
    const device = new Device();
    await device.load({ routerRtpCapabilities: rtpCapabilities as types.RtpCapabilities });
    // Another beginning has overtaken this one.
    if (beginning !== this.#beginnings) return;
    this.#device = device;
    // Also what was heard of while the device was being made ready, and could not be had yet.
    for (const { media } of [...this.received.values()]) this.heard(media);
    // What is sent from now on is sent by who sends it.
    const before = [...this.sending];
    this.#ready = true;
    for (const [source, { track, on }] of before) await this.#produce(source, track, on).catch(() => this.#ended(source));
  }

  /** The same transports go on after the connection was away. */
  async resume(sent: readonly SentMedia[]): Promise<void> {
    const now = new Set(sent.map(({ producerId }) => producerId));
    for (const producerId of [...this.received.keys()]) if (!now.has(producerId)) this.gone(producerId);
    for (const media of sent) this.heard(media);
    await Promise.all([this.#restart(this.#send), this.#restart(this.#receive)]);
  }

  /** Somebody sends something, or has paused it or gone on. */
  heard(media: SentMedia): void {
    if (media.personId === this.#mine) {
      const sending = this.sending.get(media.source);
      // A host has switched it off.
      if (sending && media.paused && sending.on) this.sending.set(media.source, { ...sending, on: false });
      return;
    }
    const { producerId } = media;
    this.received.set(producerId, { media, track: this.received.get(producerId)?.track ?? null });
    // What could not be had, because the line broke just then, is asked for again.
    if (this.#consumers.has(producerId) || this.#asked.has(producerId)) return;
    this.#asked.add(producerId);
    void this.#consume(media)
      .catch(() => undefined)
      .finally(() => this.#asked.delete(producerId));
  }

  gone(producerId: Id): void {
    this.#consumers.get(producerId)?.close();
    this.#consumers.delete(producerId);
    this.received.delete(producerId);
    for (const [source, producer] of this.#producers) if (producer.id === producerId) this.#ended(source);
  }

  /** Sends a track until it ends or is taken back. @throws ApiProblem where one may not */
  async send(source: MediaSource, track: MediaStreamTrack): Promise<void> {
    track.addEventListener('ended', () => void this.stop(source));
    this.sending.set(source, { track, on: true });
    try {
      if (this.#ready) await this.#produce(source, track, true);
    } catch (problem) {
      this.#ended(source);
      throw problem;
    }
  }

  /** Another microphone or camera takes the place of the one in use. */
  async replace(source: MediaSource, track: MediaStreamTrack): Promise<void> {
    const sending = this.sending.get(source);
    if (!sending) return;
    await this.#producers.get(source)?.replaceTrack({ track });
    sending.track.stop();
    this.sending.set(source, { track, on: sending.on });
  }

  async set(source: MediaSource, on: boolean): Promise<void> {
    const sending = this.sending.get(source);
    const producer = this.#producers.get(source);
    if (!sending) return;
    if (producer) {
      await this.#signalling.ask(on ? 'resume-producer' : 'pause-producer', { producerId: producer.id });
      if (on) producer.resume();
      else producer.pause();
    }
    this.sending.set(source, { ...sending, on });
  }

  async stop(source: MediaSource): Promise<void> {
    const producer = this.#producers.get(source);
    this.#ended(source);
    if (producer) await this.#signalling.ask('close-producer', { producerId: producer.id }).catch(() => undefined);
  }

  /** A picture is looked at in a tile of this width, or (0) not at all: then it is not sent here. */
  want(producerId: Id, width: number): void {
    if (this.#wanted.get(producerId) === width) return;
    this.#wanted.set(producerId, width);
    const consumer = this.#consumers.get(producerId);
    if (consumer) void this.#adapt(producerId, consumer).catch(() => undefined);
  }

  close(): void {
    this.#forget();
    for (const { track } of this.sending.values()) track.stop();
    this.sending.clear();
  }

  /** Figures of what is sent and received, for whoever wants to look. */
  async statistics(): Promise<RTCStatsReport[]> {
    const all = [...this.#consumers.values(), ...this.#producers.values()];
    return Promise.all(all.map((one) => one.getStats()));
  }

  #forget(): void {
    for (const transport of [this.#send, this.#receive]) void transport?.then((one) => one.close()).catch(() => undefined);
    this.#send = null;
    this.#receive = null;
    this.#device = null;
    this.#ready = false;
    this.#producers.clear();
    this.#consumers.clear();
    this.#asked.clear();
    this.received.clear();
    this.way = 'none';
  }

  #ended(source: MediaSource): void {
    this.#producers.get(source)?.close();
    this.#producers.delete(source);
    this.sending.get(source)?.track.stop();
    this.sending.delete(source);
  }

  async #produce(source: MediaSource, track: MediaStreamTrack, on: boolean): Promise<void> {
    this.#send ??= this.#open('send');
    const transport = await this.#send;
    const encodings = encodingsFor(source);
    const producer = await transport.produce({
      track,
      appData: { source, paused: !on },
      stopTracks: false,
      ...(encodings && { encodings }),
      ...(track.kind === 'audio' && {
        codecOptions: { opusDtx: source === 'microphone', opusFec: true, opusStereo: source !== 'microphone' },
      }),
    });
    if (!on) producer.pause();
    this.#producers.set(source, producer);
  }

  async #consume({ producerId, kind }: SentMedia): Promise<void> {
    if (!this.#device) return;
    this.#receive ??= this.#open('receive');
    const transport = await this.#receive;
    const { consumerId, rtpParameters } = await this.#signalling.ask('consume', { transportId: transport.id, producerId });
    if (!this.received.has(producerId) || transport.closed) return;
    const consumer = await transport.consume({ id: consumerId, producerId, kind, rtpParameters: rtpParameters as types.RtpParameters });
    this.#consumers.set(producerId, consumer);
    const received = this.received.get(producerId);
    if (received) this.received.set(producerId, { ...received, track: consumer.track });
    if (kind === 'audio') await this.#signalling.ask('resume-consumer', { consumerId });
    else await this.#adapt(producerId, consumer);
  }

  async #adapt(producerId: Id, { id: consumerId }: types.Consumer): Promise<void> {
    const width = this.#wanted.get(producerId) ?? 0;
    if (width === 0) {
      await this.#signalling.ask('pause-consumer', { consumerId });
      return;
    }
    await this.#signalling.ask('prefer-layers', { consumerId, layers: { spatial: layerFor(width) }, priority: width > 640 ? 200 : 100 });
    await this.#signalling.ask('resume-consumer', { consumerId });
  }

  async #open(direction: 'send' | 'receive'): Promise<types.Transport> {
    const device = this.#device;
    if (!device) throw new Error('the media have not begun');
    const rtpCapabilities = device.recvRtpCapabilities as RtpCapabilities;
    const parameters = await this.#signalling.ask('open-transport', direction === 'send' ? { direction } : { direction, rtpCapabilities });
    const transport = this.#made(device, direction, parameters);
    transport.on('connect', async ({ dtlsParameters }, done, failed) => {
      try {
        await this.#signalling.ask('connect-transport', { transportId: transport.id, dtlsParameters: dtlsParameters as never });
        done();
      } catch (problem) {
        failed(problem as Error);
      }
    });
    transport.on('connectionstatechange', (state) => this.#changed(transport, state));
    if (direction === 'send') {
      transport.on('produce', async ({ kind, rtpParameters, appData }, done, failed) => {
        const { source, paused } = appData as { source: MediaSource; paused: boolean };
        const of = { transportId: transport.id, kind, source, rtpParameters: rtpParameters as never, paused };
        try {
          done({ id: (await this.#signalling.ask('produce', of)).producerId });
        } catch (problem) {
          failed(problem as Error);
        }
      });
    }
    return transport;
  }

  #made(device: types.Device, direction: 'send' | 'receive', { transportId, ...parameters }: TransportParameters): types.Transport {
    const options = { id: transportId, ...parameters, iceServers: [...this.#iceServers] } as unknown as types.TransportOptions;
    return direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options);
  }

  #changed(transport: types.Transport, state: types.ConnectionState): void {
    if (state === 'connected') this.way = 'open';
    if (state !== 'disconnected' && state !== 'failed') return;
    this.way = 'broken';
    setTimeout(
      () => {
        const broken = !transport.closed && ['disconnected', 'failed'].includes(transport.connectionState);
        if (broken && this.#signalling.connected) void this.#restart(Promise.resolve(transport));
      },
      state === 'failed' ? 0 : PATIENCE,
    );
  }

  async #restart(transport: Promise<types.Transport> | null): Promise<void> {
    const one = await transport?.catch(() => null);
    if (!one || one.closed || one.connectionState === 'new') return;
    const { iceParameters } = await this.#signalling.ask('restart-ice', { transportId: one.id });
    await one.restartIce({ iceParameters: iceParameters as unknown as types.IceParameters });
  }
}
