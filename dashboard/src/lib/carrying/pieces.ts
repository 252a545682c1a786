/** Bytes of a file that are read at once. */
const SIZE = 256 * 1024;

/** Whole lines of a file, and how many bytes were read by then. */
export interface Piece {
  readonly text: string;
  readonly done: number;
}

/** A file of lines, piece by piece; a last line that was not written to its end is left out. */
export async function* pieces(file: Blob, size = SIZE): AsyncGenerator<Piece, void, undefined> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = new Uint8Array();
  for (let at = 0; at < file.size; at += size) {
    const bytes = new Uint8Array(await file.slice(at, at + size).arrayBuffer());
    const all = new Uint8Array(rest.length + bytes.length);
    all.set(rest);
    all.set(bytes, rest.length);
    const end = all.lastIndexOf(10) + 1;
    if (end > 0) yield { text: decoder.decode(all.subarray(0, end)), done: at + bytes.length };
    rest = all.slice(end);
  }
}
