// The place in the node's README that belongs to the generated table.
export const README = new URL('../../../embedded/eventstore/README.md', import.meta.url);

const BEGIN = '<!-- support: written by tests/contract/eventstore/support-table.mjs -->';
const END = '<!-- /support -->';

export const withTable = (readme, table) => {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`the README has no place for the table: ${BEGIN} … ${END}`);
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
};
