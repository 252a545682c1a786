// Where the embedded node is meant to answer otherwise than the real server, and why. Whatever is not named here is a fault.

export const namedDifferences = [
  {
    scenario: 'contents: odd stream names',
    paths: ['unicode / deleteWrong', 'unicode / readTombstoned', 'line break / deleteWrong', 'line break / readTombstoned'],
    real: 'HTTP 500 when an error would name a stream outside printable ASCII',
    node: 'the error itself, the name in its trailer percent-encoded',
    reason: 'A client must learn what went wrong, in every alphabet.',
  },
];

/** What the real server does that no recording can hold, because it never answers. */
export const unrecorded = [
  {
    request: 'A read of `$all` with count 0',
    real: 'never answers',
    node: 'INVALID_ARGUMENT',
    reason: 'A caller must not wait for ever.',
  },
  {
    request: 'Known event ids in another order with `any` or `stream_exists`',
    real: 'writes nothing and never answers',
    node: 'WrongExpectedVersion',
    reason: 'The ids are not a repetition, and a caller must not wait for ever.',
  },
];

/** Scenarios of what the embedded node does not have yet. */
export const notYet = [
  { prefix: 'projections', reason: 'projections are not supported: every call of them is UNIMPLEMENTED' },
];

const within = (path, allowed) => path === allowed || path.startsWith(`${allowed} / `);

/** The differences found in a scenario that nobody named, and the named ones that were not found. */
export const unnamed = (scenario, found) => {
  const named = namedDifferences.filter((one) => one.scenario === scenario).flatMap(({ paths }) => paths);
  return {
    faults: found.filter(({ path }) => !named.some((allowed) => within(path, allowed))),
    outdated: named.filter((allowed) => !found.some(({ path }) => within(path, allowed))),
  };
};
