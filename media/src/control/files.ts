import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { folderOf } from '../recording/recorder.ts';

const UUID = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';
const ADDRESS = new RegExp(`^/recordings/(${UUID})/(${UUID})$`);

interface Part {
  readonly start: number;
  readonly end: number;
}

/** The one part that is asked for (RFC 9110, 14.2), the whole where it is none that we understand, null where it lies outside. */
export function partOf(header: string | undefined, size: number): Part | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return { start: 0, end: size - 1 };
  if (from === '') return Number(to) === 0 ? null : { start: Math.max(0, size - Number(to)), end: size - 1 };
  const part = { start: Number(from), end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
  return part.start <= part.end ? part : null;
}

/** A track of a recording: `GET /recordings/RECORDINGID/TRACKID`, in parts where they are asked for. */
export async function serveFile(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, recordingId, trackId] = ADDRESS.exec(request.url ?? '') ?? [];
  const file = recordingId && trackId ? join(folderOf(folder, recordingId), `${trackId}.webm`) : null;
  const found = file === null || request.method !== 'GET' ? null : await stat(file).catch(() => null);
  if (file === null || found === null) {
    response.writeHead(404).end();
    return;
  }
  const { size } = found;
  const part = partOf(request.headers.range, size);
  if (part === null) {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return;
  }
  const whole = part.start === 0 && part.end === size - 1 && request.headers.range === undefined;
  response.writeHead(whole ? 200 : 206, {
    'content-type': 'video/webm',
    'accept-ranges': 'bytes',
    'content-length': part.end - part.start + 1,
    ...(!whole && { 'content-range': `bytes ${part.start}-${part.end}/${size}` }),
  });
  if (size === 0) response.end();
  else await pipeline(createReadStream(file, part), response).catch(() => {});
}
