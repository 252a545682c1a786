// A supervisor that was killed leaves children that end by themselves within seconds (watchdog.mjs). The next start
// does not wait for luck: it knows them by process id and start time, and goes on only when they are gone.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

type Born = { pid: number; born: string };
type Holder = { pid: number; url: string; children: Born[] };

/** When a process began, in whatever unit the system counts; null when there is none. A reused id has another. */
export const bornAt = (pid: number): string | null => {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? null : (fields[19] ?? null);
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
};

/** Writes down who holds the folder and which children it has, for the next start and for the message to a second one. */
export const writeHolder = (file: string, url: string, pids: number[]): void => {
  const children = pids.flatMap((pid) => {
    const born = bornAt(pid);
    return born === null ? [] : [{ pid, born }];
  });
  writeFileSync(file, JSON.stringify({ pid: process.pid, url, children } satisfies Holder), { mode: 0o600 });
};

const end = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended between the look and the signal.
  }
};

/** Ends the children that an earlier, killed supervisor left: after `patience` ms by SIGKILL. Returns how many there were. */
export const endOrphans = async (file: string, patience = 2000): Promise<number> => {
  let children: Born[];
  try {
    const held = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    children = Array.isArray(held.children) ? held.children.filter((child) => Number.isInteger(child?.pid)) : [];
  } catch {
    return 0;
  }
  const left = () => children.filter(({ pid, born }) => bornAt(pid) === born);
  const found = left().length;
  const deadline = Date.now() + patience;
  while (left().length > 0) {
    if (Date.now() > deadline) for (const { pid } of left()) end(pid);
    await sleep(50);
  }
  rmSync(file, { force: true });
  return found;
};
