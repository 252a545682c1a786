/** Made-up streams as a browser sends them: a voice in Opus, and a picture of 720 lines in VP8 with three layers of simulcast and of time each. */
import type { RtpParameters } from '@lyceum/contracts';

const LOUDNESS = { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1 };
const MOST_BYTES = 1150;
const FRAMES = 30;
const CLOCK = 90_000;
/** A whole picture is so many times as large as one that follows it. */
const WHOLE = 4;

/** 32 kbit/s. */
export const VOICE = { ssrc: 1001, payloadType: 100, everyMs: 20, samples: 960, bytes: 80 };
export const PICTURE = {
  payloadType: 101,
  everyMs: 1000 / FRAMES,
  layers: [
    { ssrc: 2001, width: 320, height: 180, bitrate: 150_000 },
    { ssrc: 2002, width: 640, height: 360, bitrate: 500_000 },
    { ssrc: 2003, width: 1280, height: 720, bitrate: 1_500_000 },
  ],
};
/** Packets a second of the voice and of the best layer of the picture together. */
export const PACKETS_PER_SECOND = 1000 / VOICE.everyMs + FRAMES * Math.ceil(1_500_000 / 8 / FRAMES / MOST_BYTES);
/** The layer of time of one picture after the other. */
const TEMPORAL = [0, 2, 1, 2];

export const voiceParameters: RtpParameters = {
  mid: '0',
  codecs: [{ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: VOICE.payloadType, parameters: { useinbandfec: 1 } }],
  headerExtensions: [LOUDNESS],
  encodings: [{ ssrc: VOICE.ssrc }],
};
export const pictureParameters: RtpParameters = {
  mid: '1',
  codecs: [
    {
      mimeType: 'video/VP8',
      clockRate: CLOCK,
      payloadType: PICTURE.payloadType,
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'ccm', parameter: 'fir' }],
    },
  ],
  encodings: PICTURE.layers.map(({ ssrc, bitrate }) => ({ ssrc, maxBitrate: bitrate, scalabilityMode: 'L1T3' })),
};

function header(payloadType: number, { ssrc, sequence, time }: Stream, marker: boolean, extended: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes[0] = extended ? 0x90 : 0x80;
  bytes[1] = (marker ? 0x80 : 0) | payloadType;
  bytes.writeUInt16BE(sequence & 0xffff, 2);
  bytes.writeUInt32BE(time >>> 0, 4);
  bytes.writeUInt32BE(ssrc, 8);
  return bytes;
}

interface Stream {
  readonly ssrc: number;
  sequence: number;
  time: number;
}

/** The next packet of the voice: somebody speaks at -30 dBov (RFC 6464, 8285). */
export function voicePacket(stream: Stream): Buffer {
  const loudness = Buffer.from([0xbe, 0xde, 0, 1, LOUDNESS.id << 4, 0x80 | 30, 0, 0]);
  const packet = Buffer.concat([header(VOICE.payloadType, stream, false, true), loudness, Buffer.alloc(VOICE.bytes, stream.sequence)]);
  stream.sequence++;
  stream.time += VOICE.samples;
  return packet;
}

/** One layer of the picture. `whole` makes the next one a whole picture. */
export class Layer implements Stream {
  readonly ssrc: number;
  sequence = 1;
  time = 1;
  whole = true;
  private readonly of: (typeof PICTURE.layers)[number];
  private number = 1;
  private base = 0;
  private step = 0;

  constructor(of: (typeof PICTURE.layers)[number]) {
    this.of = of;
    this.ssrc = of.ssrc;
  }

  /** The packets of the next picture (RFC 7741). */
  next(): readonly Buffer[] {
    const { width, height, bitrate } = this.of;
    const { whole } = this;
    if (whole) this.step = 0;
    const temporal = TEMPORAL[this.step++ % TEMPORAL.length]!;
    if (temporal === 0) this.base++;
    const size = Math.round((bitrate / 8 / FRAMES) * (whole ? WHOLE : 1));
    const count = Math.ceil(size / MOST_BYTES);
    const packets = Array.from({ length: count }, (_, i) => {
      const described = Buffer.from([
        0x80 | (i === 0 ? 0x10 : 0),
        0xe0,
        0x80 | ((this.number >> 8) & 0x7f),
        this.number & 0xff,
        this.base & 0xff,
        (temporal << 6) | (temporal > 0 ? 0x20 : 0),
      ]);
      const body = Buffer.alloc(Math.ceil(size / count), 0x55);
      body[0] = whole ? 0x10 : 0x11;
      if (whole && i === 0) Buffer.from([0x9d, 1, 0x2a, width & 0xff, width >> 8, height & 0xff, height >> 8]).copy(body, 3);
      const packet = Buffer.concat([header(PICTURE.payloadType, this, i === count - 1, false), described, body]);
      this.sequence++;
      return packet;
    });
    this.whole = false;
    this.number++;
    this.time += CLOCK / FRAMES;
    return packets;
  }
}

/** Says which time of the stream is now (RTCP sender report, RFC 3550): layers are brought into step by it. */
export function senderReport({ ssrc, sequence, time }: Stream): Buffer {
  const bytes = Buffer.alloc(28);
  bytes[0] = 0x80;
  bytes[1] = 200;
  bytes.writeUInt16BE(6, 2);
  bytes.writeUInt32BE(ssrc, 4);
  const now = Date.now() / 1000 + 2_208_988_800;
  bytes.writeUInt32BE(Math.floor(now) >>> 0, 8);
  bytes.writeUInt32BE(Math.floor((now % 1) * 2 ** 32), 12);
  bytes.writeUInt32BE(time >>> 0, 16);
  bytes.writeUInt32BE(sequence, 20);
  return bytes;
}

/** The streams of which a whole picture is asked for in RTCP packets (PLI of RFC 4585, FIR of RFC 5104). */
export function wholeWanted(packets: Buffer): readonly number[] {
  const wanted: number[] = [];
  for (let at = 0; at + 4 <= packets.length; at += 4 * (packets.readUInt16BE(at + 2) + 1)) {
    const format = packets[at]! & 0x1f;
    if (packets[at + 1] !== 206 || at + 12 > packets.length) continue;
    if (format === 1) wanted.push(packets.readUInt32BE(at + 8));
    if (format === 4 && at + 16 <= packets.length) wanted.push(packets.readUInt32BE(at + 12));
  }
  return wanted;
}
