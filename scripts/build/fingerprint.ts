import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a set of files looked like: a digest of paths and contents, and per file what spares reading it again. */
export type Fingerprint = { digest: string; files: Record<string, [mtimeMs: number, size: number, hash: string]> };

// Tests and their means are not built. What is built or installed lies beside src; a folder of such a name within src is
// a source like any other.
const isIgnored = (path: string) =>
  /\.test\.[cm]?[jt]s$|\/src\/testing$|^[^/]+(\/(?!src\/)[^/]+)?\/(node_modules|dist|build|\.svelte-kit)$/.test(path);

/** Every file under `path` (a folder or a file), tests and what is built left out, relative to `root`, sorted. */
export const filesUnder = (root: string, path: string): string[] => {
  const found: string[] = [];
  const walk = (relative: string) => {
    const at = statSync(join(root, relative), { throwIfNoEntry: false });
    if (at?.isFile()) found.push(relative);
    if (!at?.isDirectory()) return;
    for (const entry of readdirSync(join(root, relative))) if (!isIgnored(`${relative}/${entry}`)) walk(`${relative}/${entry}`);
  };
  walk(path);
  return found.sort();
};

/** A file whose time and size are those of `before` is taken to have the content it had: a second start reads nothing. */
export const fingerprint = (root: string, files: string[], before?: Fingerprint): Fingerprint => {
  const seen: Fingerprint['files'] = {};
  const digest = createHash('sha256');
  for (const file of files) {
    const { mtimeMs, size } = statSync(join(root, file));
    const known = before?.files[file];
    const hash =
      known && known[0] === mtimeMs && known[1] === size
        ? known[2]
        : createHash('sha256')
            .update(readFileSync(join(root, file)))
            .digest('base64');
    seen[file] = [mtimeMs, size, hash];
    digest.update(`${file}\0${hash}\n`);
  }
  return { digest: digest.digest('hex'), files: seen };
};
