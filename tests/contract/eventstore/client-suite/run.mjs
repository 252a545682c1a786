/**
 * Runs the tests of @eventstore/db-client 6.2.1 itself against this node:
 *
 *     git clone --depth 1 --branch v6.2.1 https://github.com/EventStore/EventStore-Client-NodeJS /tmp/client
 *     node tests/contract/eventstore/client-suite/run.mjs /tmp/client src/streams src/persistentSubscription src/extra src/connection
 *
 * The node must have been built (npm run build). Without patterns everything runs, also what needs what the node does not have.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const root = resolve(here, '../../../..');
const [checkout, ...patterns] = process.argv.slice(2);
if (!checkout) throw new Error('Say where the checkout of EventStore-Client-NodeJS v6.2.1 is');

/** What the suite is written for, as its own lock file has it. */
const PACKAGES = [
  '@eventstore/db-client@6.2.1',
  '@opentelemetry/api@1.8.0',
  '@opentelemetry/sdk-trace-node@1.23.0',
  '@opentelemetry/semantic-conventions@1.23.0',
  '@tsconfig/node14@14.1.2',
  'get-port@5.1.1',
  'jest@27.5.1',
  'ts-jest@27.1.5',
  'typescript@4.9.5',
  'uuid@9.0.1',
];

const run = join(checkout, 'lyceum-run');
mkdirSync(run, { recursive: true });
cpSync(join(checkout, 'packages/test/src'), join(run, 'src'), { recursive: true });
for (const file of ['node.cjs', 'client.cjs', 'environment.cjs']) copyFileSync(join(here, file), join(run, file));
const files = {
  'package.json': JSON.stringify({ name: 'lyceum-run', private: true }),
  'tsconfig.json': JSON.stringify({
    extends: '@tsconfig/node14/tsconfig.json',
    compilerOptions: { module: 'commonjs', esModuleInterop: false },
  }),
  'jest.config.json': JSON.stringify({
    preset: 'ts-jest',
    testTimeout: 180_000,
    testMatch: ['**/src/**/*.test.ts'],
    moduleNameMapper: { '@test-utils': '<rootDir>/src/utils', '^@eventstore/db-client$': '<rootDir>/client.cjs' },
    globals: { 'ts-jest': { tsconfig: './tsconfig.json', isolatedModules: true } },
  }),
  'src/utils/Cluster.ts': 'export const { Cluster } = require("../../node.cjs");\n',
  'src/utils/enableVersionCheck.ts': 'module.exports = require("../../environment.cjs");\n',
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(run, name), text);

const go = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: run, stdio: 'inherit', env: { ...process.env, ...env }, shell: process.platform === 'win32' }).status ??
  1;
const installed = go('npm', ['install', '--no-audit', '--no-fund', '--no-save', ...PACKAGES]);
process.exitCode =
  installed ||
  go('npx', ['jest', '--config', 'jest.config.json', '--maxWorkers', '1', '--forceExit', ...patterns], {
    LYCEUM_NODE: process.execPath,
    LYCEUM_EVENTSTORE: join(root, 'embedded/eventstore/dist/main.js'),
  });
