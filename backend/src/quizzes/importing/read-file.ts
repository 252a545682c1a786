import { decodeFile } from './decode.ts';
import { readGift } from './gift/read-gift.ts';
import type { Imported } from './imported.ts';
import { readMoodleXml } from './moodle-xml/read-moodle-xml.ts';

export type ImportFormat = 'gift' | 'moodle-xml';

const READERS: Readonly<Record<ImportFormat, (file: string) => Imported>> = { gift: readGift, 'moodle-xml': readMoodleXml };

/** The questions of a file, as its bytes or already as text. */
export const readFile = (format: ImportFormat, file: Uint8Array | string): Imported =>
  READERS[format](typeof file === 'string' ? file : decodeFile(file));
