import type {
  ConsumerParameters,
  Direction,
  FollowAnswer,
  Id,
  MediaBody,
  MediaNews,
  RtpCapabilities,
  SentMedia,
  TransportParameters,
} from '@lyceum/contracts';
import type { types } from 'mediasoup';
import { Refused } from '../control/refused.ts';
import type { Branch, Branches } from './branches.ts';
import { withoutCaptureTime } from './codecs.ts';
import { Loudness } from './loudness.ts';
import { Peer } from './peer.ts';

/** Tells those who follow the room. */
export type Tell = <Name extends keyof MediaNews>(name: Name, news: MediaNews[Name]) => void;

/** Bits a second: what is taken from one person, and what one is sent before it is known what their line can carry. */
const MOST_RECEIVED = 6_000_000;
const FIRST_SENT = 1_000_000;
/** Voice and picture of whoever speaks: what everybody receives sooner or later. */
const LEAST_STREAMS = 2;
/** Seconds without a sign of life after which a transport counts as disconnected. */
const CONSENT = 15;

const STATES = {
  new: 'connecting',
  connected: 'connected',
  completed: 'connected',
  disconnected: 'disconnected',
  closed: 'closed',
} as const;

/** What is sent and received in one room. */
export class Room {
  readonly roomId: Id;
  readonly branches: Branches;
  readonly peers = new Map<Id, Peer>();
  readonly #loudness: Loudness;
  readonly #tell: Tell;
  #speakerId: Id | null = null;

  private constructor(roomId: Id, branches: Branches, loudness: Loudness, tell: Tell) {
    this.roomId = roomId;
    this.branches = branches;
    this.#loudness = loudness;
    this.#tell = tell;
  }

  static async open(roomId: Id, branches: Branches, tell: Tell): Promise<Room> {
    const heard = { speaker: (_: Id) => {}, levels: (levels: MediaNews['levels']['levels']) => tell('levels', { roomId, levels }) };
    const room = new Room(roomId, branches, await Loudness.in(branches.home.router, heard), tell);
    heard.speaker = (personId) => room.#speaks(personId);
    return room;
  }

  get rtpCapabilities(): RtpCapabilities {
    return withoutCaptureTime(this.branches.home.router.rtpCapabilities as RtpCapabilities);
  }

  get sent(): readonly SentMedia[] {
    return [...this.peers.values()].flatMap((peer) => [...peer.sending.values()].map((sending) => sentMedia(peer, sending)));
  }

  get state(): Omit<FollowAnswer, 'recordingId'> {
    const peers = [...this.peers.values()].map(({ peerId, personId }) => ({ peerId, personId }));
    return { rtpCapabilities: this.rtpCapabilities, peers, sent: this.sent, speakerId: this.#speakerId };
  }

  /** Whether media get to or from anybody. */
  get isReached(): boolean {
    const states = [...this.peers.values()].flatMap(({ lines }) => lines.map(({ transport }) => transport.iceState));
    return states.some((state) => state === 'connected' || state === 'completed');
  }

  /** @throws Refused */
  peer(peerId: Id): Peer {
    const peer = this.peers.get(peerId);
    if (!peer) throw new Refused('transport-not-found');
    return peer;
  }

  async openTransport(peerId: Id, personId: Id, direction: Direction): Promise<TransportParameters> {
    const peer = this.peers.get(peerId) ?? new Peer(peerId, personId);
    if (peer.personId !== personId) throw new Refused('not-allowed');
    this.peers.set(peerId, peer);
    const branch = direction === 'send' ? this.branches.home : await this.branches.forAudience(Math.max(LEAST_STREAMS, this.sent.length));
    const transport = await this.#makeTransport(branch, direction);
    // The peer may have been dropped meanwhile: nobody else would end what is opened for it.
    if (this.peers.get(peerId) !== peer) {
      transport.close();
      throw new Refused('transport-not-found');
    }
    peer.lay(direction, { transport, branch, connected: false });
    this.#watch(peer, transport);
    const { id: transportId, iceParameters, iceCandidates, dtlsParameters } = transport;
    return { transportId, iceParameters, iceCandidates, dtlsParameters } as TransportParameters;
  }

  async #makeTransport(branch: Branch, direction: Direction): Promise<types.WebRtcTransport> {
    const leave = () => direction === 'receive' && this.branches.leaveAudience(branch);
    try {
      const transport = await branch.router.createWebRtcTransport({
        webRtcServer: branch.post.server,
        initialAvailableOutgoingBitrate: FIRST_SENT,
        iceConsentTimeout: CONSENT,
      });
      transport.observer.once('close', leave);
      if (direction === 'send') await transport.setMaxIncomingBitrate(MOST_RECEIVED);
      return transport;
    } catch (error) {
      leave();
      throw error;
    }
  }

  async produce(peer: Peer, { transportId, kind, source, rtpParameters, paused }: MediaBody<'produce'>): Promise<{ producerId: Id }> {
    if ((kind === 'audio') !== (source === 'microphone' || source === 'screen-audio')) {
      throw new Refused('invalid-input', `A ${source} is not ${kind}.`);
    }
    const { transport } = peer.line(transportId, 'send');
    // It takes the place of a former one, of which its sender may never have heard.
    for (const sending of peer.sending.values()) if (sending.source === source) sending.producer.close();
    const producer = await transport.produce({
      kind,
      rtpParameters: withoutCaptureTime(rtpParameters) as types.RtpParameters,
      paused: paused ?? false,
      keyFrameRequestDelay: 1000,
      appData: { personId: peer.personId },
    });
    const sending = { producer, source };
    peer.sending.set(producer.id, sending);
    producer.observer.once('close', () => {
      peer.sending.delete(producer.id);
      this.branches.forget(producer.id);
      this.#tell('sent-ended', { roomId: this.roomId, producerId: producer.id, personId: peer.personId });
    });
    if (source === 'microphone') await this.#loudness.listenTo(producer);
    this.#tell('sent', { roomId: this.roomId, media: sentMedia(peer, sending) });
    return { producerId: producer.id };
  }

  async setProducer(peer: Peer, producerId: Id, paused: boolean): Promise<void> {
    const sending = peer.sent(producerId);
    if (sending.producer.paused === paused) return;
    await (paused ? sending.producer.pause() : sending.producer.resume());
    this.#tell('sent', { roomId: this.roomId, media: sentMedia(peer, sending) });
  }

  async consume(peer: Peer, { transportId, producerId, rtpCapabilities }: MediaBody<'consume'>): Promise<ConsumerParameters> {
    const { transport, branch } = peer.line(transportId, 'receive');
    if (!this.sent.some((media) => media.producerId === producerId)) throw new Refused('producer-not-found');
    peer.mayReceive(producerId);
    await this.branches.bring(producerId, branch);
    const capabilities = rtpCapabilities as types.RtpCapabilities;
    if (!branch.router.canConsume({ producerId, rtpCapabilities: capabilities })) throw new Refused('cannot-consume');
    const consumer = await transport.consume({ producerId, rtpCapabilities: capabilities, paused: true, ignoreDtx: true });
    peer.receiving.set(consumer.id, consumer);
    this.branches.count(branch, 1);
    const of = { roomId: this.roomId, peerId: peer.peerId, consumerId: consumer.id };
    consumer.observer.once('close', () => {
      peer.receiving.delete(consumer.id);
      if (!branch.router.closed) this.branches.count(branch, -1);
    });
    consumer.on('producerclose', () => this.#tell('consumer-closed', of));
    consumer.on('layerschange', (layers) => {
      const temporal = layers?.temporalLayer === undefined ? {} : { temporal: layers.temporalLayer };
      this.#tell('consumer-layers', { ...of, layers: layers ? { spatial: layers.spatialLayer, ...temporal } : null });
    });
    consumer.on('score', ({ score }) => this.#tell('consumer-score', { ...of, score }));
    const { id: consumerId, kind, rtpParameters, producerPaused } = consumer;
    return { consumerId, producerId, kind, rtpParameters, producerPaused } as ConsumerParameters;
  }

  /** The peer is gone, with all that it sent and received. */
  drop(peerId: Id): void {
    const peer = this.peers.get(peerId);
    this.peers.delete(peerId);
    peer?.close();
    if (peer && peer.personId === this.#speakerId) this.#speaks(null);
  }

  close(): void {
    for (const peerId of [...this.peers.keys()]) this.drop(peerId);
    this.branches.fell();
  }

  #speaks(personId: Id | null): void {
    this.#speakerId = personId;
    this.#tell('speaker', { roomId: this.roomId, personId });
  }

  #watch({ peerId }: Peer, transport: types.WebRtcTransport): void {
    const of = { roomId: this.roomId, peerId, transportId: transport.id };
    transport.observer.on('icestatechange', (state) => this.#tell('transport-state', { ...of, state: STATES[state] }));
    transport.observer.on('dtlsstatechange', (state) => {
      if (state === 'failed') this.#tell('transport-state', { ...of, state: 'failed' });
    });
  }
}

const sentMedia = (
  { personId }: Peer,
  { producer, source }: { readonly producer: types.Producer; readonly source: SentMedia['source'] },
) => ({
  producerId: producer.id,
  personId,
  kind: producer.kind,
  source,
  paused: producer.paused,
});
