/**
 * A WebRTC client that shares nothing with the browser's or with mediasoup's: werift, in plain TypeScript. It sends one voice and one
 * picture of made-up packets, or receives what others send.
 */
import type { ConsumerParameters, DtlsParameters, RtpCapabilities, SentMedia, TransportParameters } from '@lyceum/contracts';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, type RtpPacket } from 'werift';
import { until } from './until.ts';

/** Asks by the names that signalling and the control of media share. @throws where it is refused */
export type Ask = <Answer>(name: string, body: object) => Promise<Answer>;

const AUDIO = new RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 100 });
const VIDEO = new RTCRtpCodecParameters({ mimeType: 'video/VP8', clockRate: 90_000, payloadType: 101 });

/** What this client can receive, in the numbers that the academy gives the codecs. */
export const capabilitiesFor = ({ codecs = [] }: RtpCapabilities): RtpCapabilities => ({
  codecs: codecs.filter(({ mimeType }) => ['audio/opus', 'video/VP8'].includes(mimeType)).map((codec) => ({ ...codec, rtcpFeedback: [] })),
  headerExtensions: [],
});

interface Medium {
  readonly kind: 'audio' | 'video';
  readonly payloadType: number;
  readonly ssrc?: number;
}

/** The other side's description, as the SDP that werift wants. */
function description(offer: string, transport: TransportParameters, media: readonly Medium[], direction: 'sendonly' | 'recvonly'): string {
  const mids = [...offer.matchAll(/a=mid:(\S+)/g)].map((match) => match[1] ?? '');
  const { usernameFragment, password } = transport.iceParameters as { usernameFragment: string; password: string };
  const print = transport.dtlsParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256')!;
  const candidates = transport.iceCandidates as readonly Record<'foundation' | 'priority' | 'address' | 'port' | 'protocol', string>[];
  const common = [
    `a=ice-ufrag:${usernameFragment}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${print.value}`,
    'a=setup:passive',
    ...candidates
      .filter(({ protocol }) => protocol === 'udp')
      .map(({ foundation, priority, address, port }) => `a=candidate:${foundation} 1 udp ${priority} ${address} ${port} typ host`),
    'a=end-of-candidates',
  ];
  const lines = media.flatMap(({ kind, payloadType, ssrc }, i) => [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
    'c=IN IP4 127.0.0.1',
    `a=mid:${mids[i]}`,
    `a=${direction}`,
    'a=rtcp-mux',
    `a=rtpmap:${payloadType} ${kind === 'audio' ? 'opus/48000/2' : 'VP8/90000'}`,
    ...(ssrc === undefined ? [] : [`a=ssrc:${ssrc} cname:lyceum`, `a=msid:stream track${i}`]),
    ...common,
  ]);
  const head = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=ice-lite',
    `a=group:BUNDLE ${mids.join(' ')}`,
    'a=msid-semantic: WMS *',
  ];
  return [...head, ...lines, ''].join('\r\n');
}

function dtlsOf(sdp: string): DtlsParameters {
  const [, algorithm = '', value = ''] = /a=fingerprint:(\S+) (\S+)/.exec(sdp) ?? [];
  return { role: 'client', fingerprints: [{ algorithm: algorithm.toLowerCase() as 'sha-256', value: value.toUpperCase() }] };
}

const connection = () =>
  new RTCPeerConnection({
    codecs: { audio: [AUDIO], video: [VIDEO] },
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceUseIpv4: true,
    iceUseIpv6: false,
  });

function packet({ payloadType, ssrc = 1 }: Medium, number: number, time: number, payload: Buffer, marker: boolean): Buffer {
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = (marker ? 0x80 : 0) | payloadType;
  header.writeUInt16BE(number & 0xffff, 2);
  header.writeUInt32BE(time >>> 0, 4);
  header.writeUInt32BE(ssrc, 8);
  return Buffer.concat([header, payload]);
}

/** A VP8 payload that begins a picture of 320x240: a whole one, or one that follows another. */
const picture = (i: number, whole: boolean) =>
  Buffer.concat([Buffer.from([0x10, whole ? 0x10 : 0x11, 2, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xf0, 0]), Buffer.alloc(200, i)]);
const isWhole = ({ payload }: RtpPacket) => (payload[0]! & 0x10) !== 0 && (payload[1]! & 1) === 0;

/** Sends a voice and a picture until `close`; every tenth picture is a whole one, or those that are asked for. */
export async function sendMedia(
  ask: Ask,
  whole: 'every tenth' | 'when asked' = 'every tenth',
): Promise<{ readonly producerIds: readonly string[]; close(): Promise<void> }> {
  const transport = await ask<TransportParameters>('open-transport', { direction: 'send' });
  const pc = connection();
  const tracks = [new MediaStreamTrack({ kind: 'audio' }), new MediaStreamTrack({ kind: 'video' })] as const;
  const senders = tracks.map((track) => pc.addTransceiver(track, { direction: 'sendonly' }).sender);
  await pc.setLocalDescription(await pc.createOffer());
  const { sdp } = pc.localDescription!;
  const mids = [...sdp.matchAll(/a=mid:(\S+)/g)].map((match) => match[1]);
  await ask('connect-transport', { transportId: transport.transportId, dtlsParameters: dtlsOf(sdp) });
  const media: Medium[] = [
    { kind: 'audio', payloadType: AUDIO.payloadType },
    { kind: 'video', payloadType: VIDEO.payloadType },
  ];
  await pc.setRemoteDescription({ type: 'answer', sdp: description(sdp, transport, media, 'recvonly') });
  await until('DTLS is through', () => pc.connectionState === 'connected', { seconds: 20, every: 5 });
  const producerIds: string[] = [];
  for (const [i, { kind, payloadType }] of media.entries()) {
    const codec =
      kind === 'audio' ? { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 } : { mimeType: 'video/VP8', clockRate: 90_000 };
    const rtpParameters = {
      mid: mids[i],
      codecs: [{ ...codec, payloadType, ...(kind === 'video' && { rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] }) }],
      encodings: [{ ssrc: senders[i]!.ssrc }],
    };
    const source = kind === 'audio' ? 'microphone' : 'camera';
    producerIds.push(
      (await ask<{ producerId: string }>('produce', { transportId: transport.transportId, kind, source, rtpParameters })).producerId,
    );
  }
  let i = 0;
  let asked = true;
  senders[1]!.onPictureLossIndication.subscribe(() => (asked = true));
  const timer = setInterval(() => {
    tracks[0].writeRtp(packet(media[0]!, i, i * 960, Buffer.from([0xfc, i & 0xff, 1, 2, 3]), false));
    tracks[1].writeRtp(packet(media[1]!, i, i * 1800, picture(i, whole === 'when asked' ? asked : i % 10 === 0), true));
    asked = false;
    i++;
  }, 20);
  return {
    producerIds,
    close: async () => {
      clearInterval(timer);
      await pc.close();
    },
  };
}

/** What was received of one thing that is sent. */
export interface Received {
  readonly media: SentMedia;
  packets: number;
  /** When it could be heard or seen first (`performance.now()`): a picture from a whole one on. */
  began: number | null;
}

/** Receives what is sent by others until `close`. */
export async function receiveMedia(
  ask: Ask,
  sent: readonly SentMedia[],
  rtpCapabilities: RtpCapabilities,
): Promise<{ readonly received: readonly Received[]; close(): Promise<void> }> {
  const transport = await ask<TransportParameters>('open-transport', { direction: 'receive' });
  const { transportId } = transport;
  const consumers: ConsumerParameters[] = [];
  for (const { producerId } of sent) {
    consumers.push(await ask('consume', { transportId, producerId, rtpCapabilities: capabilitiesFor(rtpCapabilities) }));
  }
  const received = sent.map((media): Received => ({ media, packets: 0, began: null }));
  const pc = connection();
  const ssrcOf = ({ rtpParameters }: ConsumerParameters) => (rtpParameters.encodings![0] as unknown as { ssrc: number }).ssrc;
  const bySsrc = new Map(consumers.map((consumer, i) => [ssrcOf(consumer), received[i]!]));
  pc.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe((rtp: RtpPacket) => {
      const of = bySsrc.get(rtp.header.ssrc);
      if (!of) return;
      of.packets++;
      if (of.media.kind === 'audio' || isWhole(rtp)) of.began ??= performance.now();
    });
  });
  for (const { kind } of consumers) pc.addTransceiver(kind, { direction: 'recvonly' });
  await pc.setLocalDescription(await pc.createOffer());
  const { sdp } = pc.localDescription!;
  await ask('connect-transport', { transportId, dtlsParameters: dtlsOf(sdp) });
  const media = consumers.map((consumer) => ({
    kind: consumer.kind,
    payloadType: consumer.rtpParameters.codecs[0]!.payloadType,
    ssrc: ssrcOf(consumer),
  }));
  await pc.setRemoteDescription({ type: 'answer', sdp: description(sdp, transport, media, 'sendonly') });
  await until('DTLS is through', () => pc.connectionState === 'connected', { seconds: 20, every: 5 });
  for (const { consumerId } of consumers) await ask('resume-consumer', { consumerId });
  return { received, close: () => pc.close() };
}
