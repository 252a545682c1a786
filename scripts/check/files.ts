import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSource } from './tree.ts';

const longest = 300;

/** Sources so long that they should be looked at again: a hint, not a fault. */
export const longFiles = (root: string, files: readonly string[]): string[] =>
  files.filter(isSource).flatMap((file) => {
    const length = readFileSync(join(root, file), 'utf8').split('\n').length - 1;
    return length > longest ? [`${file} has ${length} lines`] : [];
  });

/** Drawers for what found no name: a thing belongs to the part of the field it speaks of. */
export const drawers = (files: readonly string[]): string[] =>
  files
    .filter((file) => /(^|\/)(utils?|helpers?|misc|common)(\/|\.[cm]?[jt]s$)/i.test(file))
    .map((file) => `${file}: name it after what it is about`);
