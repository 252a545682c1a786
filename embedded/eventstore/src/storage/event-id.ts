/** A uuid in the spelling in which events are kept: lower case, with dashes. */
export const normaliseUuid = (text: string): string | undefined => {
  if (TEXTUAL.test(text)) return UPPER.test(text) ? text.toLowerCase() : text;
  const bare = /^[{(]?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})[)}]?$/i.exec(text);
  return bare ? bare.slice(1).join('-').toLowerCase() : undefined;
};

const TEXTUAL = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const UPPER = /[A-F]/;

export const NO_UUID = '00000000-0000-0000-0000-000000000000';

/** The two signed halves of a structured uuid as text. */
export const uuidOfHalves = (most: bigint, least: bigint): string => {
  const hex = (half: bigint) => BigInt.asUintN(64, half).toString(16).padStart(16, '0');
  return (hex(most) + hex(least)).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
};

/** 48 bits of a hash (FNV-1a, twice): enough for an index whose hits are compared in full. */
export const keyOf = (id: string): number => {
  let one = 0x811c9dc5;
  let other = 0x01000193;
  for (let index = 0; index < id.length; index += 1) {
    const code = id.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b);
  }
  return (one >>> 16) * 0x1_0000_0000 + ((other ^ (other >>> 13)) >>> 0);
};
