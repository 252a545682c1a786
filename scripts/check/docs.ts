// What a text of the project names must be there: the files that it leads to, and those that it says something is in.
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** `[words](path#part)`; addresses with a scheme are other people's to keep. */
const LINK = /\]\((?!\w+:|#)([^)\s#]+)/g;
/** `backend/src/a.ts` or `tests/faults/`: a path from the root of the project, within one of its folders. */
const PATH = /`((?:backend|contracts|dashboard|docker|docs|embedded|media|projections|scripts|stores|tests)\/[\w.()[\]+\-/]*)`/g;

/** Words that stand for any name: `projections/src/NAME/projection.ts`. */
const ANY = /\b(?:CONTEXT|NAME|PATH|THING)\b/;

const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, path = '']) => path);

/** @param files the files of the project, as git knows them */
export function docFaults(file: string, text: string, files: readonly string[]): string[] {
  const there = (path: string) => files.some((known) => known === path || known.startsWith(path.endsWith('/') ? path : `${path}/`));
  const links = found(text, LINK).filter((path) => !there(normalize(join(dirname(file), decodeURI(path)))));
  const paths = found(text, PATH).filter((path) => !ANY.test(path) && !there(normalize(path)));
  return [
    ...links.map((path) => `${file} leads to ${path}, which is not there`),
    ...paths.map((path) => `${file} names ${path}, which is not there`),
  ];
}

export const checkDocs = (root: string, files: readonly string[]): string[] =>
  files.filter((file) => file.endsWith('.md')).flatMap((file) => docFaults(file, readFileSync(join(root, file), 'utf8'), files));
