export { Vocabulary } from './codec/vocabulary.ts';
export * from './keys/types.ts';
export { derivedId } from './log/derived-id.ts';
export { openEventLog } from './log/open.ts';
export type { Snapshot, Snapshots } from './log/snapshots.ts';
export * from './log/types.ts';
export { openReadStore } from './read/open.ts';
export * from './read/types.ts';
export * from './secret/secret.ts';
