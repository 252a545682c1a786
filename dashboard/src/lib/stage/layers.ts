import type { MediaSource } from '@lyceum/contracts';

/** A picture at most so wide (CSS pixels) is served by the layer; beyond the last by the best. */
const WIDTHS = [240, 640];

/** The spatial layer of a camera that a tile of this width needs: no more is sent than is seen. */
export function layerFor(width: number): number {
  const at = WIDTHS.findIndex((most) => width <= most);
  return at === -1 ? WIDTHS.length : at;
}

/** How a source is sent: a camera in three sizes, of which each viewer gets one; a screen in one that can be read. */
export function encodingsFor(source: MediaSource): RTCRtpEncodingParameters[] | undefined {
  if (source === 'camera') {
    return [
      { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
      { scaleResolutionDownBy: 2, maxBitrate: 500_000 },
      { scaleResolutionDownBy: 1, maxBitrate: 1_500_000 },
    ];
  }
  return source === 'screen' ? [{ maxBitrate: 2_500_000 }] : undefined;
}
