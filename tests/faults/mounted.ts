import { execFileSync } from 'node:child_process';

/** A file system of its own of so many MiB, or false where this user may not mount one. */
export const mounted = (folder: string, mebibytes: number): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
