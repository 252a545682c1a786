/** Denominators whose shares have no end in decimals: whoever writes them as percent rounds or cuts them. */
const ENDLESS = [3, 6, 7, 9, 11, 12];

/** Percent as a fraction to the last digit: 100 times less is another exponent. */
const hundredth = (percent: string): number => Number(`${percent}e-2`);

/** Whether `percent` is the share at as many decimals as it has. */
function rounds(percent: number, share: number, decimals: number): boolean {
  const [given, whole] = [Math.round(percent * 10 ** decimals), share * 100 * 10 ** decimals];
  return given === Math.round(whole) || given === Math.trunc(whole);
}

/** The fraction of a percentage written in decimals, such as `-16.66667`: 33.333 is a third, so that three of them are one whole. */
export function fractionOf(percent: string): number {
  const text = percent.trim().replace(',', '.').replace(/\.$/, '');
  if (/e/i.test(text)) return Number(text) / 100;
  const decimals = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  if (decimals === 0) return hundredth(text);
  const near = ENDLESS.map((count) => Math.round((Number(text) / 100) * count) / count);
  return near.find((share) => !Number.isInteger(share) && rounds(Number(text), share, decimals)) ?? hundredth(text);
}

/** All digits of a fraction, its point two places on. */
function inDigits(fraction: number): string {
  const [whole = '', decimals = ''] = String(Math.abs(fraction)).split('.');
  const digits = decimals.padEnd(2, '0');
  return `${fraction < 0 ? '-' : ''}${Number(whole + digits.slice(0, 2))}.${digits.slice(2).padEnd(1, '0')}`;
}

/** A fraction as the shortest percentage that `fractionOf` reads as it again. */
export function percentOf(fraction: number): string {
  const percent = fraction * 100;
  const short = String(Number(percent.toFixed(5)));
  const tries = [short, ...[5, 7, 9, 11].map((decimals) => percent.toFixed(decimals)), inDigits(fraction)];
  return tries.find((text) => !/e/i.test(text) && fractionOf(text) === fraction) ?? String(percent);
}
