import { Decimal128 } from 'bson';

/** A finite decimal as an integer and a power of ten: `digits * 10 ** exponent`. */
export interface Decimal {
  digits: bigint;
  exponent: number;
}

/** What is not a finite number among the values of a Decimal128. */
export type Special = 'NaN' | 'Infinity' | '-Infinity';

/** Reads a Decimal128 exactly. */
export const readDecimal = (value: Decimal128): Decimal | Special => {
  const text = value.toString();
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return text;
  return parseDecimal(text);
};

/** Reads a number's decimal notation exactly. */
export const parseDecimal = (text: string): Decimal => {
  const [mantissa = '0', power = '0'] = text.toLowerCase().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
};

/** The exact value of a finite double. */
export const decimalOfDouble = (value: number): Decimal => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const power = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = power === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = (power === 0 ? 1 : power) - 1075;
  const sign = bits >> 63n ? -1n : 1n;
  if (exponent >= 0) return { digits: sign * (mantissa << BigInt(exponent)), exponent: 0 };
  // A half is five tenths: m / 2^n = m * 5^n / 10^n.
  return { digits: sign * mantissa * 5n ** BigInt(-exponent), exponent };
};

/** Compares exactly. */
export const compareDecimals = (a: Decimal, b: Decimal): number => {
  if (a.digits === 0n || b.digits === 0n || a.digits < 0n !== b.digits < 0n) return order(sign(a.digits), sign(b.digits));
  const magnitude = String(a.digits).length + a.exponent - (String(b.digits).length + b.exponent);
  if (magnitude !== 0) return a.digits < 0n ? -Math.sign(magnitude) : Math.sign(magnitude);
  const exponent = Math.min(a.exponent, b.exponent);
  return order(a.digits * 10n ** BigInt(a.exponent - exponent), b.digits * 10n ** BigInt(b.exponent - exponent));
};

const sign = (value: bigint): bigint => (value > 0n ? 1n : value < 0n ? -1n : 0n);
const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** The Decimal128 nearest to a decimal: at most 34 digits, halves to even. Infinity where it is too large. */
export const writeDecimal = ({ digits, exponent }: Decimal): Decimal128 => {
  const negative = digits < 0n;
  let magnitude = negative ? -digits : digits;
  let power = exponent;
  const surplus = String(magnitude).length - 34;
  if (surplus > 0) {
    magnitude = divideHalfEven(magnitude, 10n ** BigInt(surplus));
    power += surplus;
  }
  return Decimal128.fromStringWithRounding(`${negative ? '-' : ''}${magnitude}E${power}`);
};

/** The nearest whole quotient of two positive numbers, halves to even. */
export const divideHalfEven = (value: bigint, by: bigint): bigint => {
  const quotient = value / by;
  const twice = (value % by) * 2n;
  return twice > by || (twice === by && quotient % 2n === 1n) ? quotient + 1n : quotient;
};

/** Sum, difference, product or quotient (34 digits) of two decimals. */
export const calculate = (operator: '+' | '-' | '*' | '/', a: Decimal, b: Decimal): Decimal => {
  if (operator === '*') return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
  if (operator === '/') {
    const shift = Math.max(0, 40 + String(b.digits).length - String(a.digits).length);
    const quotient = { digits: (a.digits * 10n ** BigInt(shift)) / b.digits, exponent: a.exponent - b.exponent - shift };
    return trimmed(quotient, a.exponent - b.exponent);
  }
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.digits * 10n ** BigInt(a.exponent - exponent);
  const right = b.digits * 10n ** BigInt(b.exponent - exponent);
  return { digits: operator === '+' ? left + right : left - right, exponent };
};

/** Without the trailing zeros that a division's shift brought in, down to the exponent one would write. */
const trimmed = ({ digits, exponent }: Decimal, wanted: number): Decimal => {
  let [left, power] = [digits, exponent];
  while (power < wanted && left % 10n === 0n) {
    left /= 10n;
    power += 1;
  }
  return { digits: left, exponent: power };
};
