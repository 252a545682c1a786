import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The files that git knows or would add: what a clone has, and what was just written. */
export const projectFiles = (root: string): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\0')
    .filter((file) => file && existsSync(join(root, file)));

/** Whether it is a source that people read and write. */
export const isSource = (file: string): boolean => /\.(ts|mts|mjs|js|svelte)$/.test(file) && !file.includes('/generated/');
