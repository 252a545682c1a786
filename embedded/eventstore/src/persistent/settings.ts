import type { FilterRequest } from '../protocol/read-request.ts';
import { type Start } from '../protocol/place.ts';
import { STRATEGIES } from './strategies.ts';

/** What a group of consumers is told to do. Times in milliseconds. */
export type GroupSettings = {
  readonly start: Start;
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  /** How long a consumer may take for an event; 0 is less than any time. */
  readonly messageTimeout: number;
  readonly maxRetryCount: number;
  /** How often a checkpoint may be written before `maxCheckpointCount` is reached; 0 is never. */
  readonly checkpointAfter: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  /** 0 is as many as like. */
  readonly maxSubscriberCount: number;
  readonly liveBufferSize: number;
  readonly readBatchSize: number;
  readonly historyBufferSize: number;
  readonly strategy: string;
};

/** A group by its source, a stream or $all with or without a filter, and its name there. */
export type GroupName = { readonly source: string; readonly group: string };
export type Described = GroupName & { readonly filter: FilterRequest | undefined; readonly settings: GroupSettings };

/** What the streams of a group and its confirmations are called by. */
export const keyOfGroup = ({ source, group }: GroupName): string => `${source}::${group}`;

const invalidStart = (reason: string): string => `Invalid Start From position: ${reason}`;

const objectionToStart = (start: Start, lastPosition: number): string | undefined => {
  if (start === 'end') return undefined;
  if (start.prepare > start.commit) return invalidStart('prepare position must be less than or equal to the commit position.');
  return start.commit > lastPosition
    ? invalidStart('commit position must be less than or equal to the last commit position in the transaction file.')
    : undefined;
};

/** Why a group cannot be as it was asked for, in the real server's words. A start in a stream may lie beyond its end. */
export const objectionTo = ({ start, strategy }: GroupSettings, lastPosition: number | undefined): string | undefined => {
  if (!STRATEGIES.has(strategy)) return `Consumer strategy ${strategy} does not exist.`;
  return lastPosition === undefined ? undefined : objectionToStart(start, lastPosition);
};

/** Why its buffers cannot be: the real server looks at them after it has looked whether the group is there. */
export const objectionToBuffers = ({ readBatchSize, historyBufferSize }: GroupSettings): string | undefined =>
  readBatchSize >= historyBufferSize
    ? "Specified argument was out of the range of valid values. (Parameter 'ReadBatchSize may not be greater than or equal to BufferSize')"
    : undefined;
