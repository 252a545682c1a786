// Runs one scenario on connections of its own, within a time limit, and normalises what it observed.
import { randomBytes } from 'node:crypto';
import { describe } from './describe.mjs';
import { sleep } from './journal.mjs';
import { normalise } from './normalise.mjs';
import { db } from './packages.mjs';
import { connect } from './raw.mjs';

const LIMIT = 20_000;

export const perform = async (scenario, url) => {
  const names = new Map();
  const notes = [];
  /** A name nobody used before, without a dash; it is recorded as `<label>`. */
  const unique = (label = 'stream') => {
    const name = `${label}_${randomBytes(5).toString('hex')}`;
    names.set(name, `<${label}>`);
    return name;
  };
  const note = (...observed) => void notes.push(describe(observed.length > 1 ? observed : observed[0]));
  const client = db.EventStoreDBClient.connectionString(url);
  const raw = connect(new URL(url.replace(/^esdb:/, 'http:')).host);
  try {
    // Some errors the official client throws where nobody can catch them.
    const crash = new Promise((_, reject) => {
      process.once('uncaughtException', reject).once('unhandledRejection', reject);
    });
    const late = sleep(LIMIT, undefined, { ref: false }).then(() => {
      throw new Error(`no result within ${LIMIT / 1000} s`);
    });
    const result = await Promise.race([scenario.run({ client, raw, unique, note, url }), late, crash]);
    const observed = notes.length ? { notes, ...(result !== undefined && { result: describe(result) }) } : describe(result);
    return { result: normalise(observed, names) };
  } catch (error) {
    return { failure: error.stack };
  } finally {
    process.removeAllListeners('uncaughtException').removeAllListeners('unhandledRejection');
    raw.close();
    await Promise.race([client.dispose().catch(() => {}), sleep(500)]);
  }
};
