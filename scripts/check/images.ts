// docker/Dockerfile held against .dockerignore, without an engine: what it copies from the project must be there when the
// images are built, and so must all that the build reads.
import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';

/** What scripts/build.mjs reads, besides what is copied by name. */
const READ = /^(?:scripts|contracts|stores|projections|media|backend|dashboard|embedded)\//;

/** The files of the project that are not ignored; the last line that names a file, or a folder above it, decides. */
export function inContext(ignored: string, files: readonly string[]): string[] {
  const lines = ignored.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const rules = lines.map((line) => ({ keeps: line.startsWith('!'), pattern: line.replace(/^!/, '').trim() }));
  const names = (file: string, pattern: string) => matchesGlob(file, pattern) || matchesGlob(file, `${pattern}/**`);
  return files.filter((file) => rules.findLast(({ pattern }) => names(file, pattern))?.keeps ?? true);
}

/** What a Dockerfile copies from the project; what it copies from another stage is that stage's matter. */
const copied = (dockerfile: string): string[] =>
  dockerfile.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    if (words[0] !== 'COPY' || words.some((word) => word.startsWith('--from='))) return [];
    return words.slice(1, -1).filter((word) => word !== '.' && !word.startsWith('--'));
  });

/** @param files the files of the project, as git knows them */
export function imageFaults(dockerfile: string, ignored: string, files: readonly string[]): string[] {
  const there = new Set(inContext(ignored, files));
  const absent = copied(dockerfile).filter((source) => !there.has(source) && ![...there].some((file) => file.startsWith(`${source}/`)));
  const missed = files.filter((file) => READ.test(file) && !there.has(file));
  return [
    ...absent.map((source) => `docker/Dockerfile copies ${source}, which is not there or which .dockerignore leaves out`),
    ...missed.map((file) => `.dockerignore leaves out ${file}, which the build may read`),
  ];
}

export const checkImages = (root: string, files: readonly string[]): string[] =>
  imageFaults(readFileSync(join(root, 'docker/Dockerfile'), 'utf8'), readFileSync(join(root, '.dockerignore'), 'utf8'), files);
