import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageFaults } from './images.ts';
import { composeFaults } from './compose.ts';
import { drawing } from './drawing.ts';
import { docFaults } from './docs.ts';
import { drawers } from './files.ts';
import { importFaults, importsOf, type Package } from './imports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the directions of imports, as the lint rules hold them', () => {
  const cases: [file: string, source: string, allowed: boolean][] = [
    ['contracts/src/a.ts', '@lyceum/stores', false],
    ['contracts/src/b.ts', 'node:fs', false],
    ['contracts/src/c.ts', 'zod', true],
    ['stores/src/a.ts', '@lyceum/contracts', true],
    ['stores/src/b.ts', '@lyceum/projections', false],
    ['stores/src/c.ts', 'lyceum-mongo', false],
    ['projections/src/a.ts', '@lyceum/stores', true],
    ['projections/src/b.ts', '@lyceum/backend', false],
    ['projections/src/c.ts', 'mongodb', false],
    ['backend/src/a.ts', '@lyceum/projections', true],
    ['backend/src/b.ts', '@lyceum/projections/engine/feed.ts', false],
    ['backend/src/c.ts', '@lyceum/dashboard', false],
    ['backend/src/d.ts', '@eventstore/db-client', false],
    ['backend/src/e.ts', 'lyceum-eventstore', false],
    ['dashboard/src/a.ts', '@lyceum/contracts', true],
    ['dashboard/src/b.ts', '@lyceum/stores', false],
    ['embedded/mongo/src/a.ts', '@lyceum/contracts', false],
    ['embedded/mongo/src/b.ts', 'lyceum-eventstore', false],
    ['embedded/mongo/src/c.ts', 'bson', true],
  ];
  let found: Set<string>;
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lyceum-lint-'));
    for (const [file, source] of cases) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `import * as it from '${source}';\nexport const kept = it;\n`);
    }
    // The patterns of its overrides are relative to where the configuration lies.
    copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', '.'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
    found = new Set(diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename }) => filename));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(cases)('%s imports %s: %s', (file, _, allowed) => expect(!found.has(file)).toBe(allowed));
});

describe('imports that no lint rule sees', () => {
  const packages: Package[] = [
    { folder: 'contracts', name: '@lyceum/contracts', dependencies: ['zod'], devDependencies: [] },
    { folder: 'backend', name: '@lyceum/backend', dependencies: ['@lyceum/contracts', '@nestjs/core'], devDependencies: ['supertest'] },
    { folder: 'dashboard', name: '@lyceum/dashboard', dependencies: [], devDependencies: ['svelte'] },
    { folder: 'tests', name: '@lyceum/tests', dependencies: [], devDependencies: [] },
  ];
  const faults = (file: string, line: string) => importFaults(file, `${line}\n`, packages);

  test('a relative path stays in its package', () => {
    expect(faults('backend/src/quizzes/a.ts', "import { b } from '../accounts/b.ts';")).toEqual([]);
    expect(faults('backend/src/a.ts', "import { b } from '../../contracts/src/b.ts';")).toHaveLength(1);
    expect(faults('backend/src/a.ts', "const b = await import('../../contracts/src/b.ts');")).toHaveLength(1);
    expect(faults('backend/src/a.ts', "export * from '../../backend-two/b.ts';")).toHaveLength(1);
  });
  test('but the tests look into every package', () =>
    expect(faults('tests/contract/a.test.ts', "import { b } from '../../embedded/mongo/src/b.ts';")).toEqual([]));
  test('what runs is a dependency of its own package', () => {
    expect(faults('backend/src/a.ts', "import { Module } from '@nestjs/core/x';")).toEqual([]);
    expect(faults('backend/src/a.ts', "import { z } from 'zod';")).toHaveLength(1);
    expect(faults('backend/src/a.ts', "import request from 'supertest';")).toHaveLength(1);
    expect(faults('backend/src/a.test.ts', "import request from 'supertest';")).toEqual([]);
    expect(faults('dashboard/src/a.svelte', "import { mount } from 'svelte';")).toEqual([]);
    expect(faults('backend/src/a.ts', "import { join } from 'path';")).toEqual(['backend/src/a.ts: write node:path']);
  });
  test('imports of every form are found', () =>
    expect(
      importsOf(
        "import a from 'a';\nimport 'b';\nimport {\n  c,\n} from 'c';\nexport { d } from 'd';\nawait import('e');\nnew URL('./f.ts', import.meta.url);",
      ),
    ).toEqual(['a', 'b', 'c', 'd', 'e', './f.ts']));
});

test('drawers are found by their name', () => {
  expect(drawers(['backend/src/utils/a.ts', 'dashboard/src/lib/util.ts', 'backend/src/quizzes/attempt.ts'])).toHaveLength(2);
});

describe('the compose file', () => {
  const good = `
services:
  store:
    image: mongo:8
    healthcheck: { test: [CMD, 'true'], interval: 5s }
    volumes: ['store:/data/db']
  backend:
    build: { context: ., dockerfile: docker/node.Dockerfile }
    environment: { LYCEUM_PORT: '\${LYCEUM_PORT:-4000}' }
    depends_on: { store: { condition: service_healthy } }
    secrets: [lyceum]
volumes: { store: }
secrets: { lyceum: { file: ./secrets/lyceum } }
`;
  const example = 'LYCEUM_PORT=4000\n';
  test('that is right has no fault', () => expect(composeFaults(good, example)).toEqual([]));
  test.each([
    ['a misspelt key', good.replace('environment:', 'enviroment:'), /services\.backend.*enviroment/],
    ['a service that is not there', good.replace('{ store: { cond', '{ stores: { cond'), /there is no service stores/],
    ['a wait for health without a check', good.replace(/ {4}healthcheck.*\n/, ''), /has no health check/],
    ['a volume that nobody declared', good.replace('volumes: { store: }', ''), /store is not declared/],
    ['a secret that nobody declared', good.replace(/^secrets: .*$/m, ''), /lyceum is not declared/],
    ['no YAML', 'services: [', /not YAML/],
    ['a number where a duration belongs', good.replace('5s', '5'), /interval/],
  ])('%s is a fault', (_, text, fault) => expect(composeFaults(text, example).join('\n')).toMatch(fault));
  test('a variable that the example lacks is a fault', () =>
    expect(composeFaults(good, '')).toEqual([expect.stringContaining('LYCEUM_PORT')]));
});

describe('what the images are built from', () => {
  const files = ['package.json', 'scripts/build/main.ts', 'tests/package.json', 'tests/e2e/one.ts', 'dashboard/src/build/two.ts'];
  const dockerfile = 'COPY package.json ./\nCOPY tests/package.json tests/\nCOPY . .\nCOPY --from=build /lyceum/build build\n';
  test('is there where nothing is ignored but what is not needed', () => {
    expect(imageFaults(dockerfile, '.git\ntests\n!tests/package.json\ndashboard/build\n', files)).toEqual([]);
  });
  test('is a fault where a file that is copied or read is left out', () => {
    expect(imageFaults(dockerfile, 'tests\n', files)).toEqual([expect.stringContaining('copies tests/package.json')]);
    expect(imageFaults(dockerfile, '**/build\n', files)).toEqual([
      expect.stringContaining('leaves out scripts/build/main.ts'),
      expect.stringContaining('leaves out dashboard/src/build/two.ts'),
    ]);
    expect(imageFaults('COPY --chown=node absent.txt x/', '', files)).toEqual([expect.stringContaining('absent.txt')]);
  });
});

describe('what a text names', () => {
  const files = ['docs/a.md', 'docs/parts/b.md', 'backend/src/c.ts'];
  test('is there', () => {
    const text =
      '[b](parts/b.md#here), [c](../backend/src/c.ts), [d](https://example.org/d), [e](#e), `backend/src`, `backend/src/c.ts`, `backend/src/NAME/d.ts`, `x/y`';
    expect(docFaults('docs/a.md', text, files)).toEqual([]);
  });
  test('or it is a fault', () => {
    expect(docFaults('docs/a.md', 'See [b](b.md), and `backend/src/d.ts`, `tests/`.', files)).toEqual([
      'docs/a.md leads to b.md, which is not there',
      'docs/a.md names backend/src/d.ts, which is not there',
      'docs/a.md names tests/, which is not there',
    ]);
  });
});

test('the drawing shows the rooms of each package and who imports whom, tests apart', () => {
  const sources: Record<string, string> = {
    'contracts/src/quizzes/events.ts': '',
    'backend/src/quizzes/start.ts': "import { Id } from '@x/contracts';",
    'backend/src/quizzes/start.test.ts': "import { z } from '@x/stores';",
    'backend/src/testing/given.ts': '',
    'stores/src/index.ts': '',
  };
  const packages = ['contracts', 'stores', 'backend'].map((folder) => ({
    ...{ folder, name: `@x/${folder}`, dependencies: [], devDependencies: [] },
  }));
  expect(drawing(Object.keys(sources), packages, (file) => sources[file]!)).toBe(
    [
      '```mermaid',
      'flowchart TD',
      '  contracts["<b>contracts</b><br>quizzes"]',
      '  stores["<b>stores</b><br>"]',
      '  backend["<b>backend</b><br>quizzes"]',
      '  backend --> contracts',
      '```',
    ].join('\n'),
  );
});
