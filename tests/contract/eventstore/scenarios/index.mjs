import append from './01-append.mjs';
import batchAppend from './02-batch-append.mjs';
import idempotency from './03-idempotency.mjs';
import sizes from './04-sizes.mjs';
import reads from './05-reads.mjs';
import filters from './06-filters.mjs';
import subscriptions from './07-subscriptions.mjs';
import metadata from './08-metadata.mjs';
import deletes from './09-deletes.mjs';
import persistentConsumers from './10-persistent-consumers.mjs';
import persistentGroups from './11-persistent-groups.mjs';
import protocol from './12-protocol.mjs';
import projections from './13-projections.mjs';

/** Each scenario is { name, run({ client, raw, unique, note, url }) }; what it returns and notes is its result. */
export const scenarios = [
  ...append,
  ...batchAppend,
  ...idempotency,
  ...sizes,
  ...reads,
  ...filters,
  ...subscriptions,
  ...metadata,
  ...deletes,
  ...persistentConsumers,
  ...persistentGroups,
  ...protocol,
  ...projections,
];
