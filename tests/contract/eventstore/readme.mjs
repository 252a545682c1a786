// The places in the node's README that belong to the generated tables.
export const README = new URL('../../../embedded/eventstore/README.md', import.meta.url);

const place = (name) => ({ begin: `<!-- ${name}: written by tests/contract/eventstore/support-table.mjs -->`, end: `<!-- /${name} -->` });

const put = (readme, name, table) => {
  const { begin, end } = place(name);
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`the README has no place for its table: ${begin} … ${end}`);
  return `${before}${begin}\n\n${table}\n\n${end}${after}`;
};

/** The README with these tables, by the name of their place. */
export const withTables = (readme, tables) => Object.entries(tables).reduce((text, [name, table]) => put(text, name, table), readme);
