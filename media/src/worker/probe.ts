import { execFile } from 'node:child_process';

/** The code that a worker ends with when nobody says which version is wanted of it (worker/src/main.cpp). */
const WITHOUT_VERSION = 41;

/** Whether the file is a worker that runs on this machine: it has all its libraries and their versions. */
export const runsHere = (file: string): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(file, { env: {}, timeout: 10_000 }, (error) => resolve(error?.code === WITHOUT_VERSION));
  });
