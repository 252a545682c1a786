import type { types } from 'mediasoup';

/** Names and values of parameters as codecs have them. They come from the sender: nothing else gets into a line of the description. */
const NAME = /^[A-Za-z][\w-]{0,40}$/;
const VALUE = /^[\w.,+/=-]{0,200}$/;

/** What the stream is, as ffmpeg reads it (SDP, RFC 8866). */
export function description({ kind, rtpParameters }: Pick<types.Consumer, 'kind' | 'rtpParameters'>, port: number): string {
  const codec = rtpParameters.codecs[0];
  if (!codec) throw new Error('a stream without a codec');
  const { payloadType, mimeType, clockRate, channels, parameters = {} } = codec;
  const name = mimeType.slice(mimeType.indexOf('/') + 1);
  const format = Object.entries(parameters).flatMap(([key, value]) => {
    return NAME.test(key) && VALUE.test(String(value)) ? [`${key}=${String(value)}`] : [];
  });
  return [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=${kind} ${port} RTP/AVP ${payloadType}`,
    `a=rtpmap:${payloadType} ${name}/${clockRate}${channels && channels > 1 ? `/${channels}` : ''}`,
    ...(format.length > 0 ? [`a=fmtp:${payloadType} ${format.join(';')}`] : []),
    '',
  ].join('\n');
}
