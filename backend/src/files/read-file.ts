import type { Id } from '@lyceum/contracts';
import { Refused } from '../deciding/refused.ts';
import type { Streams } from '../deciding/streams.ts';
import { fileParts, files, type KeptFile } from './file.ts';

export interface WholeFile extends NonNullable<KeptFile['whole']> {
  readonly bytes: Buffer;
}

/**
 * A file that was given for a place. Whether the asker may see the place has been found out before.
 * @throws Refused where there is none, or its owner is forgotten
 */
export async function readFile(streams: Streams, placeId: Id, fileId: Id): Promise<WholeFile> {
  const { state } = await streams.look(files, fileId);
  if (state.whole?.placeId !== placeId) throw new Refused({ code: 'file-not-found' });
  const { state: parts } = await streams.look(fileParts, fileId);
  const known = parts.filter((part) => part !== null);
  if (known.length !== parts.length) throw new Refused({ code: 'file-not-found' });
  return { ...state.whole, bytes: Buffer.concat(known.map((part) => Buffer.from(part, 'base64'))) };
}
