/**
 * A clock that can be set from outside, for every process of a product that is started with
 * `NODE_OPTIONS=--import=.../clock.mjs` and `CHAOS_CLOCK=FILE`: the file holds the milliseconds by which it is to be off.
 * The supervisor hands no Node options on, so it is taught here to start its processes with this file as well.
 */
import childProcess from 'node:child_process';
import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const file = process.env.CHAOS_CLOCK;
const RealDate = Date;
let off = 0;

const read = () => {
  try {
    off = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    // It is being written: what it said before holds a moment longer.
  }
};

if (file) {
  read();
  setInterval(read, 100).unref();
  globalThis.Date = class Date extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(RealDate.now() + off);
      else super(...given);
    }
    static now() {
      return RealDate.now() + off;
    }
  };
  if (/scripts[\\/]start\.mjs$/.test(process.argv[1] ?? '')) {
    const { spawn } = childProcess;
    childProcess.spawn = (command, args, options) =>
      command === process.execPath ? spawn(command, ['--import', import.meta.url, ...args], options) : spawn(command, args, options);
    syncBuiltinESMExports();
  }
}
