import { FILE_TYPES, type FileType } from '@lyceum/contracts';
import { kindOf } from '../images/kinds.ts';

const begins = (bytes: Uint8Array, signature: string): boolean =>
  Buffer.from(bytes.subarray(0, signature.length)).toString('latin1') === signature;

/** Text is what reads as UTF-8 and has no NUL in it. */
function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !bytes.includes(0);
  } catch {
    return false;
  }
}

const isArchive = (bytes: Uint8Array): boolean => begins(bytes, 'PK\x03\x04') || begins(bytes, 'PK\x05\x06');

function is(type: FileType, bytes: Uint8Array): boolean {
  if (type.startsWith('image/')) return kindOf(bytes) === type;
  if (type.startsWith('text/')) return isText(bytes);
  return type === 'application/pdf' ? begins(bytes, '%PDF-') : isArchive(bytes);
}

/** The type that a file is said to have, where it is one that is taken and its bytes agree; null otherwise. */
export function typeOf(contentType: string | undefined, bytes: Uint8Array): FileType | null {
  const said = contentType?.split(';')[0]?.trim().toLowerCase();
  const type = FILE_TYPES.find((taken) => taken === said);
  return type !== undefined && is(type, bytes) ? type : null;
}
