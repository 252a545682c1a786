import type { types } from 'mediasoup';
import { expect, test } from 'vitest';
import { description } from './description.ts';

const stream = (parameters: object) =>
  ({
    kind: 'audio',
    rtpParameters: { codecs: [{ payloadType: 100, mimeType: 'audio/opus', clockRate: 48_000, channels: 2, parameters }] },
  }) as unknown as types.Consumer;

test('a stream is described with the parameters of its codec', () => {
  const lines = description(stream({ useinbandfec: 1, 'sprop-stereo': 1 }), 4000).split('\n');
  expect(lines).toContain('m=audio 4000 RTP/AVP 100');
  expect(lines).toContain('a=rtpmap:100 opus/48000/2');
  expect(lines).toContain('a=fmtp:100 useinbandfec=1;sprop-stereo=1');
});

test('a sender gets no line of their own into it', () => {
  const hostile = { 'x\nc=IN IP4 10.0.0.1\na': 1, usedtx: '1\r\nm=video 22 RTP/AVP 0', cbr: '1;a=b', useinbandfec: 1 };
  const text = description(stream(hostile), 4000);
  expect(text).toBe(description(stream({ useinbandfec: 1 }), 4000));
});
