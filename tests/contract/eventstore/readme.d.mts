export const README: URL;
export const withTables: (readme: string, tables: Readonly<Record<string, string>>) => string;
