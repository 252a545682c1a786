// Replaces what must vary between runs by tokens that keep equality and, for positions, order.
// metastreamRevision: what the official client gives under this name is a commit position.
const POSITION_FIELDS = new Set(['commit', 'prepare', 'commitPosition', 'preparePosition', 'metastreamRevision']);
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const NO_UUID = '00000000-0000-0000-0000-000000000000';
// A position inside a text: of a persistent subscription's figures, and of a link which a projection made.
const PAIR = /(C:|"\$c":)(\d+)(\/P:|,"\$p":)(\d+)/g;
const PROJECTION = /("\$v":")\d+(?=:)/g;
const ADDRESS = /\b(127\.0\.0\.1|localhost):\d+/g;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const TICKS = /^\d{17}$/;
const FIXED = new Set(['0', '18446744073709551615', '9223372036854775807']);
const CLOSE = 10 * 60_000;

const digits = (value) => /^(\d+)n?$/.exec(String(value))?.[1];
const isPosition = (key, value) => POSITION_FIELDS.has(key) && digits(value) && !FIXED.has(digits(value));
const time = (milliseconds) => (Math.abs(Date.now() - milliseconds) < CLOSE ? '<now>' : '<time far from now>');

const walk = (value, visit, key) => {
  if (Array.isArray(value)) return value.map((item) => walk(item, visit, key));
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [visit(name), walk(item, visit, name)]));
  return visit(value, key);
};

const positionsIn = (result) => {
  const found = new Set();
  walk(result, (value, key) => {
    if (isPosition(key, value)) found.add(BigInt(digits(value)));
    else if (typeof value === 'string')
      for (const [, , commit, , prepare] of value.matchAll(PAIR)) found.add(BigInt(commit)).add(BigInt(prepare));
    return value;
  });
  return [...found]
    .filter((one) => !FIXED.has(String(one)))
    .sort((a, b) => (a < b ? -1 : 1))
    .map(String);
};

/** @param names stable names by the unique names which the scenario was given */
export const normalise = (result, names) => {
  const positions = positionsIn(result);
  const uuids = [];
  const rank = (list, value) => (list.includes(value) ? list.indexOf(value) : list.push(value) - 1) + 1;
  const position = (value) => (FIXED.has(value) ? value : `<position ${rank(positions, value)}>`);
  const known = [...names].sort(([a], [b]) => b.length - a.length);
  return walk(result, (value, key) => {
    if (isPosition(key, value)) return position(digits(value));
    if (typeof value !== 'string') return value;
    if (ISO_TIME.test(value)) return time(Date.parse(value));
    if (key === 'created' && TICKS.test(value)) return time(Number(value) / 10_000);
    let stable = value;
    for (const [unique, name] of known) stable = stable.replaceAll(unique, name);
    return stable
      .replace(PAIR, (_, before, commit, between, prepare) => before + position(commit) + between + position(prepare))
      .replace(PROJECTION, '$1<projection>')
      .replace(UUID, (one) => (one === NO_UUID ? one : `<uuid ${rank(uuids, one)}>`))
      .replace(ADDRESS, '<address>');
  });
};
