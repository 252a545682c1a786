export const README: URL;
export const withTable: (readme: string, table: string) => string;
