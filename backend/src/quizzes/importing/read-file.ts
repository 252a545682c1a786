import { readAiken } from './aiken/read-aiken.ts';
import { decodeFile } from './decode.ts';
import { readGift } from './gift/read-gift.ts';
import type { ImportFormat } from '@lyceum/contracts';
import type { Imported } from './imported.ts';
import { readMoodleXml } from './moodle-xml/read-moodle-xml.ts';

const READERS: Readonly<Record<ImportFormat, (file: string) => Imported>> = {
  gift: readGift,
  'moodle-xml': readMoodleXml,
  aiken: readAiken,
};

/** The questions of a file, as its bytes or already as text. */
export const readFile = (format: ImportFormat, file: Uint8Array | string): Imported =>
  READERS[format](typeof file === 'string' ? file : decodeFile(file));
