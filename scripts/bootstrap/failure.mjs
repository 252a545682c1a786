/** Something that a person can act on: what happened, and what to do. Shown as it is, without a stack. */
export class Failure extends Error {
  /** @param {string} what @param {string} remedy @param {number} [exitCode] */
  constructor(what, remedy, exitCode = 1) {
    super(`${what}. ${remedy}${/[.!?\n]$/.test(remedy) ? '' : '.'}`);
    this.name = 'Failure';
    this.exitCode = exitCode;
  }
}

/** Ends the program with one line for what a person can act on, a stack for what is our own mistake. @param {unknown} error */
export const endWith = (error) => {
  if (error instanceof Failure) {
    process.stderr.write(`${error.message}\n`);
    process.exit(error.exitCode);
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
};
