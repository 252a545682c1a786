import { expect, test } from 'vitest';
import { withoutCaptureTime } from './codecs.ts';

test('the one header extension that keeps simulcast at its lowest layer is left out, all else stays', () => {
  const mid = { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 };
  const capture = { uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time', id: 2 };
  expect(withoutCaptureTime({ codecs: [], headerExtensions: [mid, capture] })).toEqual({ codecs: [], headerExtensions: [mid] });
  const bare: { codecs: []; headerExtensions?: unknown } = { codecs: [] };
  expect(withoutCaptureTime(bare)).toEqual({ codecs: [] });
});
