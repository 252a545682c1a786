import { expect, test } from 'vitest';
import type { Oplog, OplogEntry } from '../storage/oplog.ts';
import { Feed, type Place } from './feed.ts';

const entry = (at: number, index = 0) => ({ at, index }) as OplogEntry;

/** A log that has all changes, and says which reads came to it. */
function logged() {
  const all: OplogEntry[] = [];
  const reads: number[] = [];
  let tell = (_: readonly OplogEntry[]) => {};
  const oplog = {
    listen: (listener: typeof tell) => {
      tell = listener;
      return () => (tell = () => {});
    },
    read: (at: number, index: number) => {
      reads.push(at);
      return all.filter((one) => one.at > at || (one.at === at && one.index > index));
    },
  };
  const happen = (...entries: OplogEntry[]) => {
    all.push(...entries);
    tell(entries);
  };
  return { feed: new Feed(oplog as unknown as Oplog), reads, happen };
}

test('what all streams have seen is let go; who is behind still gets it all, from the stored log', () => {
  const { feed, reads, happen } = logged();
  const quick: Place = { at: 2, index: 1 };
  const slow: Place = { at: 1, index: 0 };
  const [readQuick, readSlow] = [() => quick, () => slow];
  feed.join(readQuick);
  feed.join(readSlow);
  happen(entry(1), entry(2, 0), entry(2, 1), entry(2, 2));
  happen(entry(3));
  expect(feed.after(slow)).toEqual([entry(2, 0), entry(2, 1), entry(2, 2), entry(3)]);
  feed.leave(readSlow);
  happen(entry(4));
  expect(feed.after(quick)).toEqual([entry(2, 2), entry(3), entry(4)]);
  expect(reads).toEqual([]);
  expect(feed.after(slow)).toEqual([entry(2, 0), entry(2, 1), entry(2, 2), entry(3), entry(4)]);
  expect(reads).toEqual([1]);
});

test('a stream that has seen everything does not ask the stored log', () => {
  const { feed, reads, happen } = logged();
  let place: Place = { at: 0, index: 0 };
  feed.join(() => place);
  happen(entry(1), entry(2));
  place = entry(2);
  happen(entry(3));
  place = entry(3);
  expect(feed.after(place)).toEqual([]);
  expect(reads).toEqual([]);
});
