import { handlerFailed } from '../grpc/status.ts';
import type { GroupName } from '../persistent/settings.ts';
import type { Reader } from '../protobuf/reader.ts';
import { readStreamName } from './append-request.ts';
import { optionsOf } from './options.ts';
import { ALL } from './place.ts';

/** Field numbers of a group's name, which every request spells its own way. */
type Spelling = { readonly stream: number; readonly all: number; readonly group: number };

const readGroupName = (reader: Reader, { stream, all, group }: Spelling, other: (reader: Reader) => void): GroupName => {
  let source: string | undefined;
  let name = '';
  while (reader.next()) {
    if (reader.field === stream) source = readStreamName(reader.message());
    else if (reader.field === group) name = reader.string();
    else if (reader.field === all) {
      source = ALL;
      reader.skip();
    } else other(reader);
  }
  if (source === undefined) throw handlerFailed();
  return { source, group: name };
};

const skip = (reader: Reader): void => reader.skip();

export const readDeleteRequest = (bytes: Buffer): GroupName => readGroupName(optionsOf(bytes), { stream: 1, all: 3, group: 2 }, skip);
export const readInfoRequest = (bytes: Buffer): GroupName => readGroupName(optionsOf(bytes), { stream: 1, all: 2, group: 3 }, skip);

/** ReplayParkedReq: `stopAt` is the first revision of the parked events that is not sent again. */
export const readReplayRequest = (bytes: Buffer): { name: GroupName; stopAt: number } => {
  let stopAt: number | undefined;
  const name = readGroupName(optionsOf(bytes), { stream: 2, all: 3, group: 1 }, (reader) => {
    if (reader.field === 4) stopAt = Number(reader.int64());
    else {
      if (reader.field === 5) stopAt = Infinity;
      reader.skip();
    }
  });
  if (stopAt === undefined) throw handlerFailed();
  return { name, stopAt };
};

/** ListReq: the source whose groups are wanted, or undefined for all groups. */
export const readListRequest = (bytes: Buffer): { source: string | undefined } => {
  const reader = optionsOf(bytes);
  let asked: { source: string | undefined } | undefined;
  while (reader.next()) {
    if (reader.field === 2) asked = { source: readGroupName(reader.message(), { stream: 1, all: 2, group: 0 }, skip).source };
    else {
      if (reader.field === 1) asked = { source: undefined };
      reader.skip();
    }
  }
  if (!asked) throw handlerFailed();
  return asked;
};
