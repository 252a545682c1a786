import type { FileEvent, FileItem, Id } from '@lyceum/contracts';
import { createdId, furtherStep, type CommandContext } from '../deciding/context.ts';
import { accept, nothing, type Decision } from '../deciding/decision.ts';
import { Refused } from '../deciding/refused.ts';
import type { Streams } from '../deciding/streams.ts';
import { files, type KeptFile } from './file.ts';
import { typeOf } from './kinds.ts';

/** A file that somebody gives, for those who may see a place. */
export interface GivenFile {
  readonly ownerId: Id;
  readonly placeId: Id;
  readonly name: string;
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array;
}

/** An append takes 1 MiB, and a part is written in base64, encrypted, and in base64 again. */
const PART = 512 * 1024;

export const decidePart = (file: KeptFile, part: FileEvent): Decision<FileEvent> =>
  part.type === 'files.PartKept.v1' && part.data.part < file.parts ? nothing() : accept(part);

export const decideWhole = (file: KeptFile, whole: FileEvent): Decision<FileEvent> => (file.whole ? nothing() : accept(whole));

/**
 * Keeps a file: part after part, and then that it is whole. Done again after it broke off, it goes on where it was.
 * @throws Refused where it is of no kind that is taken
 */
export async function keepFile(streams: Streams, context: CommandContext, given: GivenFile): Promise<FileItem> {
  const { ownerId, placeId, name, bytes } = given;
  const type = bytes.length > 0 && typeOf(given.contentType, bytes);
  if (!type) throw new Refused({ code: 'file-not-taken' });
  const fileId = createdId(context, 'file');
  const parts = Math.ceil(bytes.length / PART);
  for (let part = 0; part < parts; part++) {
    const data = Buffer.from(bytes.subarray(part * PART, (part + 1) * PART)).toString('base64');
    const fact: FileEvent = { type: 'files.PartKept.v1', data: { fileId, ownerId, part, data } };
    await streams.decide(files, fileId, furtherStep(context, `part ${part}`), (file) => decidePart(file, fact), { creating: part === 0 });
  }
  const item = { fileId, name, type, size: bytes.length };
  const whole: FileEvent = { type: 'files.FileKept.v1', data: { ...item, ownerId, placeId, parts } };
  await streams.decide(files, fileId, context, (file) => decideWhole(file, whole));
  return item;
}
