import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST, type Manifest } from '@lyceum/stores';

/** All of an archive comes in blocks of so many bytes. */
const BLOCK = 512;
const padding = (bytes: number): Buffer => Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK);
const rounded = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK;

/** A number in the form of the archive: octal, or binary where it is too large for that. */
function number(value: number, length: number): Buffer {
  const octal = value.toString(8);
  if (octal.length < length) return Buffer.from(`${octal.padStart(length - 1, '0')}\0`, 'latin1');
  const field = Buffer.alloc(length);
  field.writeBigUInt64BE(BigInt(value), length - 8);
  field[0] = 0x80;
  return field;
}

/** A name of up to 255 bytes in two parts, the first of at most 155, parted at a slash. @throws where it is longer */
function parts(name: string): readonly [prefix: string, name: string] {
  if (Buffer.byteLength(name) <= 100) return ['', name];
  for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1))
    if (Buffer.byteLength(name.slice(at + 1)) <= 100 && Buffer.byteLength(name.slice(0, at)) <= 155)
      return [name.slice(0, at), name.slice(at + 1)];
  throw new Error(`The name ${name} is too long for an archive`);
}

/** What stands before a file (POSIX ustar): its name, its size, and that only its owner may read it. */
export function header(path: string, bytes: number, at: Date): Buffer {
  const block = Buffer.alloc(BLOCK);
  const [prefix, name] = parts(path);
  block.write(name, 0);
  block.write('0000600\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  number(bytes, 12).copy(block, 124);
  number(Math.floor(at.getTime() / 1000), 12).copy(block, 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.write(prefix, 345);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A backup as it leaves the machine: without the secret, which is never sent. */
export function outward(manifest: Manifest): { readonly manifest: Manifest; readonly text: string; readonly bytes: number } {
  const files = manifest.files.filter(({ path }) => path !== 'secret');
  const text = `${JSON.stringify({ ...manifest, files }, null, 2)}\n`;
  const sizes = [...files.map(({ bytes }) => bytes), Buffer.byteLength(text)];
  return { manifest: { ...manifest, files }, text, bytes: sizes.reduce((sum, size) => sum + BLOCK + rounded(size), 2 * BLOCK) };
}

/** The archive (tar) of a backup, its manifest last. */
export async function* archive(folder: string, { manifest, text }: ReturnType<typeof outward>): AsyncGenerator<Buffer, void, undefined> {
  const at = new Date(manifest.made);
  for (const { path, bytes } of manifest.files) {
    yield header(path, bytes, at);
    if (bytes > 0) yield* createReadStream(join(folder, path), { end: bytes - 1 }) as AsyncIterable<Buffer>;
    yield padding(bytes);
  }
  const last = Buffer.from(text);
  yield header(MANIFEST, last.length, at);
  yield last;
  yield padding(last.length);
  yield Buffer.alloc(2 * BLOCK);
}
