/**
 * Rows as the bytes of their BSON (bsonspec.org): four bytes of length, then for each field a byte for its type, its name, a zero and its
 * value; a zero at the end. A text has four bytes of length and a zero after it. Two rows that say the same are the same bytes, and comparing
 * those costs a small part of what reading them would.
 */
const TEXT = 0x02;
const ID = Buffer.from([TEXT, ...Buffer.from('_id'), 0]);
/** `position`, the last field of each row: a text of 20 digits. */
const POSITION = Buffer.from([TEXT, ...Buffer.from('position'), 0, 21, 0, 0, 0]);
const LENGTH = 4;
/** Those of the position, its zero, and that of the row. */
const TAIL = POSITION.length + 20 + 1 + 1;

/** The bytes of the key, which is the first field. */
export function keyOf(row: Buffer): Buffer {
  const begin = LENGTH + ID.length;
  if (!row.subarray(LENGTH, begin).equals(ID)) throw new Error('A row without a key in front');
  return row.subarray(begin + 4, begin + 4 + row.readInt32LE(begin) - 1);
}

/** What the row says, without its length and its position. */
export function bodyOf(row: Buffer): Buffer {
  const tail = row.length - TAIL;
  const ends = tail > 0 && row.subarray(tail, tail + POSITION.length).equals(POSITION);
  return row.subarray(LENGTH, ends ? tail : -1);
}
