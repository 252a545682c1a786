// What the lint rules cannot see: a relative path that leaves its package, and a package that is found only because
// another one brought it along (an image that installs one workspace alone would lack it).
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { isSource } from './tree.ts';

export type Package = { folder: string; name: string; dependencies: string[]; devDependencies: string[] };

const specifiers =
  /(?:^|[\s;}])(?:import|export)\s[^'"();]*?from\s*['"]([^'"\n]+)['"]|(?:^|[\s;}])import\s*['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]|new URL\(\s*['"](\.[^'"\n]+)['"]/g;

/** The modules that a source names. */
export const importsOf = (text: string): string[] =>
  [...text.matchAll(specifiers)].map((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');

const nameOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Tests, what they are written with (given/when/then, testing/), and a package's own benchmarks: nothing that runs in production. */
export const isTest = (file: string): boolean => /(\.test|\/given)\.[cm]?[jt]s$|\/(bench|testing)\//.test(file);

/** Folders that stand outside the house: they may look into every room. */
const outside = (file: string) => file.startsWith('tests/') || file.startsWith('scripts/');

/** What is wrong with the imports of one source, one line each. */
export const importFaults = (file: string, text: string, packages: readonly Package[]): string[] => {
  const home = packages.find(({ folder }) => file.startsWith(`${folder}/`));
  if (!home) return [];
  return [...new Set(importsOf(text))].flatMap((specifier) => {
    if (specifier.startsWith('.')) {
      const target = normalize(join(dirname(file), specifier));
      const inside = target === home.folder || target.startsWith(`${home.folder}/`);
      return inside || outside(file) ? [] : [`${file}: ${specifier} leaves ${home.folder}; import the package by its name`];
    }
    if (specifier.startsWith('node:') || specifier.startsWith('#') || specifier.startsWith('$') || specifier.startsWith('/')) return [];
    if (builtinModules.includes(specifier)) return [`${file}: write node:${specifier}`];
    const name = nameOf(specifier);
    // What runs needs a dependency proper; a test runs where everything is installed.
    if (isTest(file) || outside(file) || name === home.name || home.dependencies.includes(name)) return [];
    // The dashboard is bundled: nothing of what it imports is there at run time.
    if (home.folder === 'dashboard' && home.devDependencies.includes(name)) return [];
    return [`${file}: ${name} is not a dependency of ${home.folder}/package.json`];
  });
};

export const readPackages = (root: string, folders: readonly string[]): Package[] =>
  folders.map((folder) => {
    const { name, dependencies, devDependencies } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
      name: string;
      dependencies?: Record<string, string>;
      devDependencies?: Record<string, string>;
    };
    return { folder, name, dependencies: Object.keys(dependencies ?? {}), devDependencies: Object.keys(devDependencies ?? {}) };
  });

/** All faults of all sources. */
export const checkImports = (root: string, files: readonly string[], packages: readonly Package[]): string[] =>
  files.filter(isSource).flatMap((file) => importFaults(file, readFileSync(join(root, file), 'utf8'), packages));
