import type { GroupSettings } from '../persistent/settings.ts';
import { END, type Reader } from '../protobuf/reader.ts';
import type { Start } from './place.ts';

export const BEGINNING: Start = { commit: 0, prepare: 0 };

/** A revision to start from: 2^64-1 is the end. */
export const readRevision = (reader: Reader): Start => {
  const revision = reader.varint();
  return revision === END ? 'end' : { commit: revision, prepare: revision };
};

/** The strategies by the numbers under which older fields name them. */
const NUMBERED = ['DispatchToSingle', 'RoundRobin', 'Pinned'];
const TICKS = 10_000n;

/** Settings as requests have them: the strategy by its name, which is newer, and by its number; the revision of old clients. */
export type SettingsDraft = { -readonly [Key in keyof GroupSettings]: GroupSettings[Key] } & { named: string; revision: Start };

type Numeric = { [Key in keyof GroupSettings]: GroupSettings[Key] extends number ? Key : never }[keyof GroupSettings];

const NUMBERS: Readonly<Record<number, Numeric>> = {
  5: 'maxRetryCount',
  7: 'minCheckpointCount',
  8: 'maxCheckpointCount',
  9: 'maxSubscriberCount',
  10: 'liveBufferSize',
  11: 'readBatchSize',
  12: 'historyBufferSize',
  14: 'messageTimeout',
  15: 'checkpointAfter',
};

export const readSettings = (reader: Reader): SettingsDraft => {
  const draft: SettingsDraft = {
    start: BEGINNING,
    revision: BEGINNING,
    resolveLinks: false,
    extraStatistics: false,
    messageTimeout: 0,
    maxRetryCount: 0,
    checkpointAfter: 0,
    minCheckpointCount: 0,
    maxCheckpointCount: 0,
    maxSubscriberCount: 0,
    liveBufferSize: 0,
    readBatchSize: 0,
    historyBufferSize: 0,
    strategy: NUMBERED[0]!,
    named: '',
  };
  while (reader.next()) {
    const number = NUMBERS[reader.field];
    if (number) draft[number] = reader.int32();
    else if (reader.field === 1) draft.resolveLinks = reader.varint() === 1;
    else if (reader.field === 2) draft.revision = readRevision(reader);
    else if (reader.field === 3) draft.extraStatistics = reader.varint() === 1;
    else if (reader.field === 4) draft.messageTimeout = Number(reader.int64() / TICKS);
    else if (reader.field === 6) draft.checkpointAfter = Number(reader.int64() / TICKS);
    else if (reader.field === 13) {
      const strategy = reader.int32();
      draft.strategy = NUMBERED[strategy] ?? String(strategy);
    } else if (reader.field === 16) draft.named = reader.string();
    else reader.skip();
  }
  return draft;
};
