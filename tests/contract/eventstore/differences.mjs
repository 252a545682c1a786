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
  {
    request: 'A persistent subscription to a stream with an empty name',
    real: 'never answers',
    node: 'persistent-subscription-failed: Bad stream name.',
    reason: 'A caller must not wait for ever.',
  },
  {
    request: 'A restart before the first checkpoint of a persistent subscription that started at the end',
    real: 'begins at the end again: what came meanwhile is lost',
    node: 'goes on from what was the end when it was made',
    reason: 'What was written while it existed belongs to it.',
  },
  {
    request: 'A crash after parked events were replayed and before they were acknowledged',
    real: 'has truncated them already: they are lost',
    node: 'they are parked still; the parked stream is truncated once they are acknowledged',
    reason: 'Nothing may be lost that nobody has dealt with.',
  },
  {
    request: 'Checkpoints of a filtered or pinned persistent subscription while older events wait for a consumer',
    real: 'may pass them: after a restart they are lost',
    node: 'end before the first event that is not dealt with',
    reason: 'Nothing may be lost that nobody has dealt with.',
  },
  {
    request: 'An unknown number as the action of a nack, a second request with options',
    real: 'ignores everything that the consumer says from then on',
    node: 'INVALID_ARGUMENT',
    reason: 'A consumer must learn that it is not understood.',
  },
  {
    request: 'Position of an event behind a link, in a persistent subscription',
    real: 'the position of the link',
    node: 'its own, as in reads and other subscriptions',
    reason: 'It is what the field says.',
  },
  {
    request: 'Streams that projections write (`$ce-`, `$et-`, `$bc-`, `$category-`, `$streams` and their metadata)',
    real: 'are projected by `$by_event_type` and `$streams` in turn',
    node: 'are not projected',
    reason: 'Half of what would be written would tell of nothing but itself.',
  },
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
