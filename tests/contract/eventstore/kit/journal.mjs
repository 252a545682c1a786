// An ordered record of what arrives over time, which a scenario can wait on.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe } from './describe.mjs';

export { sleep };

const PATIENCE = 5000;

export class Journal {
  entries = [];

  write(entry) {
    this.entries.push(describe(entry));
  }

  /** Waits until so many entries are there, or until the entries pass the test. What never comes is itself an observation. */
  async until(wanted, limit = PATIENCE) {
    const done = typeof wanted === 'number' ? () => this.entries.length >= wanted : () => wanted(this.entries);
    const end = Date.now() + limit;
    while (!done()) {
      if (Date.now() > end) return void this.write('nothing more came');
      await sleep(5);
    }
  }

  /** Waits for an entry that is, or holds, the given text. */
  seen(fragment, times = 1) {
    return this.until((entries) => entries.filter((entry) => JSON.stringify(entry).includes(fragment)).length >= times);
  }

  /** Gives late arrivals their chance. */
  async settle(milliseconds = 150) {
    await sleep(milliseconds);
    return this.entries;
  }
}

/** `1@stream type`, a link as `link -> target`: an event in one line. */
export const brief = ({ event, link }) => {
  const one = (record) => (record ? `${record.revision}@${record.streamId} ${record.type}` : 'nothing');
  return link ? `${one(link)} -> ${one(event)}` : one(event);
};

/** Everything a subscription of the official client lets its user see. Checkpoints are for its filter's `checkpointReached`. */
export const follow = (subscription, journal = new Journal(), show = brief) => {
  subscription
    .on('confirmation', () => journal.write('confirmation'))
    .on('caughtUp', () => journal.write('caughtUp'))
    .on('fellBehind', () => journal.write('fellBehind'))
    .on('data', (resolved) => journal.write(show(resolved)))
    .on('error', (error) => journal.write(error))
    .on('end', () => journal.write('end'))
    .on('close', () => journal.write('close'));
  return journal;
};

/** Unsubscribes, and waits for the stream to close unless it ended in an error. */
export const leave = async ({ subscription, journal }) => {
  await subscription.unsubscribe();
  for (let patience = 0; patience < 100 && !journal.entries.some((entry) => entry === 'close' || entry?.error); patience += 1)
    await sleep(5);
};
