import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A living process as the operating system sees it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  /** User and system time of all its threads. */
  readonly cpuSeconds: number;
  readonly residentMiB: number;
}

/** The kernel counts in hundredths of a second (USER_HZ) and pages of 4 KiB on every platform that has /proc and runs Node 26. */
const TICKS = 100;
const PAGE = process.arch === 'arm64' ? Number(execFileSync('getconf', ['PAGESIZE'])) : 4096;

const fromProc = (pid: number): ProcessInfo | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces and parentheses of its own.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    return {
      pid,
      parent: Number(fields[1]),
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim(),
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
      residentMiB: (Number(fields[21]) * PAGE) / 2 ** 20,
    };
  } catch {
    // It ended between the listing and the look.
    return undefined;
  }
};

/** `[[dd-]hh:]mm:ss[.cc]`, as ps writes it. */
const secondsOf = (time: string): number => {
  const [days, rest] = time.includes('-') ? time.split('-') : ['0', time];
  return Number(days) * 86_400 + rest!.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
};

const fromPs = (): ProcessInfo[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,time=,rss=,command='], { encoding: 'utf8', maxBuffer: 2 ** 24 })
    .split('\n')
    .flatMap((line) => {
      const found = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+(.*)$/.exec(line);
      if (!found) return [];
      const [, pid, parent, time, rss, command] = found as unknown as [string, string, string, string, string, string];
      return [{ pid: Number(pid), parent: Number(parent), command, cpuSeconds: secondsOf(time), residentMiB: Number(rss) / 1024 }];
    });

const living = (): ProcessInfo[] =>
  process.platform === 'linux'
    ? readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? (fromProc(Number(entry)) ?? []) : []))
    : fromPs();

/** The process and all that descend from it, parents first. Empty when it has ended. */
export const family = (pid: number): ProcessInfo[] => {
  const all = living();
  const found = all.filter((one) => one.pid === pid);
  for (let i = 0; i < found.length; i++) found.push(...all.filter(({ parent }) => parent === found[i]!.pid));
  return found;
};

/**
 * What a process takes of the machine's memory, in MiB: pages that several share (above all the program of Node itself) are parted among them
 * (PSS). Undefined where the system does not say.
 */
export const proportionalMiB = (pid: number): number | undefined => {
  try {
    return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))![1]) / 1024;
  } catch {
    return undefined;
  }
};

/** Whether there is such a process, one that has ended but was not yet waited for not counted. */
export const isAlive = (pid: number): boolean =>
  process.platform === 'linux' ? fromProc(pid) !== undefined : living().some((one) => one.pid === pid);

/** Sends a signal; a process that has just ended is no error. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
