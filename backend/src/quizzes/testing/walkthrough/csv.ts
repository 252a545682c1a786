/** The rows of a CSV file (RFC 4180) by the names of its first. */
export function rowsOf(file: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, separator = '', quoted, plain = ''] of file.trim().matchAll(/(^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)) {
    if (separator.includes('\n')) rows.push([]);
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  const [names = [], ...values] = rows;
  return values.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}
