import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { decode } from './decode.ts';
import type { Doc, Value } from './values.ts';

/** A value as the server's messages spell it, after the manner of the shell. */
export const valueText = (value: Value): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null) return 'null';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(valueText).join(', ')} ]`;
  if (value instanceof Uint8Array) return docText(decode(value));
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'new Date(NaN)' : `new Date(${value.getTime()})`;
  if (value instanceof Double) return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
  if (value instanceof Decimal128) return value.toString();
  if (value instanceof Binary) return binaryText(value);
  if (value instanceof Timestamp) return `Timestamp(${value.getHighBits() >>> 0}, ${value.getLowBits() >>> 0})`;
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  if (value instanceof RegExp) return value.toString();
  if (value instanceof MinKey) return 'MinKey';
  if (value instanceof MaxKey) return 'MaxKey';
  if (value instanceof Code) return value.code;
  if (value instanceof BSONSymbol) return value.value;
  return docText(value);
};

const binaryText = (value: Binary): string => {
  const hex = value.toString('hex');
  if (value.sub_type === 4 && value.position === 16) return `UUID("${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}")`;
  return `BinData(${value.sub_type}, ${hex.toUpperCase()})`;
};

/** A document as the server's messages spell it. */
export const docText = (doc: Doc): string => {
  const fields = Object.entries(doc).map(([name, value]) => `${name}: ${valueText(value)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
};
