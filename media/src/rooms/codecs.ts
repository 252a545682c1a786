import type { types } from 'mediasoup';

/** What may be sent: Opus for sound; VP8 that every browser has, and VP9 and H.264 that some do better. */
export const CODECS: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2, parameters: { useinbandfec: 1, usedtx: 1 } },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
];

/** With it in the packets mediasoup never leaves the lowest layer of a simulcast stream. */
const LEFT_OUT = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time';

interface Extended {
  readonly headerExtensions?: unknown;
}

/** Parameters or capabilities without the header extension that is in the way of simulcast. */
export function withoutCaptureTime<T extends Extended>(parameters: T): T {
  const { headerExtensions } = parameters;
  if (!Array.isArray(headerExtensions)) return parameters;
  return { ...parameters, headerExtensions: headerExtensions.filter(({ uri }: { uri?: unknown }) => uri !== LEFT_OUT) };
}
