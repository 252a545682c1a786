/** A number of thirds as people write it: ⅓, −⅔, −2. */
export function asFraction(value: number): string {
  const thirds = Math.round(Math.abs(value) * 3);
  const [whole, rest] = [Math.floor(thirds / 3), ['', '⅓', '⅔'][thirds % 3] ?? ''];
  const said = `${whole > 0 || rest === '' ? whole : ''}${rest}`;
  return value < 0 && thirds > 0 ? `−${said}` : said;
}
