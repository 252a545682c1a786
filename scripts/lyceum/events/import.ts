import { existsSync } from 'node:fs';
import type { CarriedEvent } from '@lyceum/contracts';
import { isDeleted, isEvent } from '../../../stores/src/carrying/lines.ts';
import { Failure } from '../../bootstrap/failure.mjs';
import { barText, Pace, Progress } from '../bar.ts';
import { say, word, type Call } from '../command.ts';
import { contentsOf, linesOf, type Contents } from './file.ts';
import { storeOf, type Store } from './store.ts';

/** As many events, and characters of them, as the academy takes at once; one event may be larger. */
const AT_ONCE = 500;
const SIZE = 1 << 20;

/** A file that is whole. @throws Failure */
async function wholeFile(path: string, bar: Progress): Promise<Contents> {
  if (!existsSync(path)) throw new Failure(`There is no file ${path}`, 'Name one that events export has written', 2);
  const contents = await contentsOf(path, (events) => bar.show(`verify · ${events} events`));
  if (!contents?.whole)
    throw new Failure(
      `${path} is not whole: it breaks off after ${contents?.events ?? 0} events`,
      'Give its events export again: it goes on where it was',
    );
  return contents;
}

/** Says whether a file is as it was written, and whole. */
export async function verifyEvents(call: Call): Promise<number> {
  const path = word(call, 0, 'The file');
  const bar = new Progress(call.flags.json ? null : process.stderr);
  try {
    const { events, deleted, hash, head } = await wholeFile(path, bar);
    bar.end();
    say(
      call,
      { file: path, events, deleted, hash, head },
      () => `${path} is whole: ${events} events, ${deleted} deleted streams (${hash})`,
    );
    return 0;
  } finally {
    bar.end();
  }
}

async function* batches(path: string): AsyncGenerator<readonly CarriedEvent[], void, undefined> {
  let [batch, size]: [CarriedEvent[], number] = [[], 0];
  for await (const { line } of linesOf(path)) {
    if (!isEvent(line)) continue;
    const own = line.data.length + line.metadata.length;
    if (batch.length > 0 && (batch.length >= AT_ONCE || size + own > SIZE)) {
      yield batch;
      [batch, size] = [[], 0];
    }
    batch.push(line);
    size += own;
  }
  if (batch.length > 0) yield batch;
}

async function bury(store: Store, path: string): Promise<void> {
  for await (const { line } of linesOf(path)) if (isDeleted(line)) await store.bury(line.deleted);
}

/** Writes the events of a file to a store; one that was broken off goes on with what is missing. */
export async function importEvents(call: Call): Promise<number> {
  const path = word(call, 0, 'The file');
  const bar = new Progress(call.flags.json ? null : process.stderr);
  const { events: total, head } = await wholeFile(path, bar);
  const store = await storeOf(call);
  const sums = { written: 0, known: 0, deleted: 0 };
  try {
    const pace = new Pace(0);
    let done = 0;
    for await (const batch of batches(path)) {
      const { written, known, deleted } = await store.write(batch, head.secret).catch((error: unknown) => {
        if (error instanceof Failure && done > 0)
          throw new Failure(`${error.message} ${sums.written} events were written before`, 'They stay');
        throw error;
      });
      sums.written += written;
      sums.known += known;
      sums.deleted += deleted;
      done += batch.length;
      bar.show(barText('import', { done, total, of: 'events', doing: 'writing', ...pace.at(done, total) }));
    }
    await bury(store, path);
    bar.end();
    say(call, { file: path, events: total, ...sums }, ({ written, known, deleted }) =>
      [
        `${written} of ${total} events written`,
        known > 0 ? `, ${known} were there already` : '',
        deleted > 0 ? `, ${deleted} belong to streams that were deleted there` : '',
      ].join(''),
    );
    return 0;
  } finally {
    bar.end();
    await store.close();
  }
}
