import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder of the npm package of mediasoup, which has the worker's sources. */
export const packageFolder = join(dirname(createRequire(import.meta.url).resolve('mediasoup')), '../..');

interface Manifest {
  readonly version: string;
  readonly repository: { readonly url: string };
}

const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as Manifest;

/** The version that the worker has to be of. */
export const { version } = manifest;

/** Where its releases lie. */
export const releases = `${manifest.repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`;
