import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bornAt } from './orphans.ts';
import { freePorts } from './ports.ts';

const stub = fileURLToPath(new URL('./stub/main.ts', import.meta.url));

let folder: string;
let port: number;
let running: ChildProcess[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-supervisor-'));
  [port = 0] = await freePorts(1);
  running = [];
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await until(() => journal().every(([, , pid]) => bornAt(Number(pid)) === null), 8000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

const until = async (holds: () => boolean | Promise<boolean>, limit = 8000): Promise<void> => {
  for (const end = Date.now() + limit; Date.now() < end; await new Promise((done) => setTimeout(done, 20))) if (await holds()) return;
  throw new Error(`not within ${limit} ms: ${holds.toString()}`);
};

/** What the stubs wrote of themselves: name, what happened, process id. */
const journal = (): string[][] => {
  const file = join(folder, 'journal');
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(' '))
    : [];
};

const begin = (args: string[] = [], env: NodeJS.ProcessEnv = {}) => {
  const child = spawn(process.execPath, [stub, '--data', join(folder, 'data'), '--port', String(port), ...args], {
    env: { PATH: process.env.PATH, STUB_JOURNAL: join(folder, 'journal'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const academy = { child, out: '', err: '', code: undefined as number | null | undefined };
  child.stdout.on('data', (chunk: Buffer) => (academy.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (academy.err += chunk.toString()));
  child.on('close', (code) => (academy.code = code));
  return academy;
};

const isReady = ({ out }: { out: string }) => out.trimEnd().endsWith(`Lyceum is ready at http://127.0.0.1:${port}`);

const pidOf = (name: string) => Number(journal().findLast(([who, what]) => who === name && what === 'begins')?.[2]);

describe('a start', () => {
  test('ends its output with the address, after the demo logins, and Ctrl-C stops requests first and the stores last', async () => {
    const academy = begin();
    await until(() => isReady(academy));
    expect(academy.out).toMatch(/student {2}ada@demo\.example {2}not-for-logs/);
    // Nobody waits for the media process before the academy is ready.
    await until(() => pidOf('media') > 0);
    academy.child.kill('SIGINT');
    await until(() => academy.code !== undefined);
    expect(academy.code).toBe(0);
    expect(isReady(academy)).toBe(true);
    const ended = journal().flatMap(([name = '', what]) => (what === 'ends' ? [name] : []));
    expect(ended.slice(0, 3).sort()).toEqual(['backend', 'dashboard', 'media']);
    expect(ended[3]).toBe('projections');
    expect(ended.slice(4).sort()).toEqual(['eventstore', 'mongo']);
  });

  test('makes a secret that only its owner reads, keeps it, and writes no password anywhere', async () => {
    for (const _ of [1, 2]) {
      const academy = begin();
      await until(() => isReady(academy));
      expect(academy.out).toContain('not-for-logs');
      academy.child.kill('SIGTERM');
      await until(() => academy.code === 0);
      const secret = join(folder, 'data/secret');
      expect(statSync(secret).mode & 0o777).toBe(0o600);
      expect(Buffer.from(readFileSync(secret, 'utf8'), 'base64')).toHaveLength(32);
    }
    expect(readFileSync(join(folder, 'data/logs/demo.log'), 'utf8')).not.toContain('not-for-logs');
  });

  test('with --no-demo asks no loader, and with connection strings starts no embedded node', async () => {
    const academy = begin(['--no-demo'], { EVENTSTORE_URL: 'esdb://elsewhere:2113', MONGODB_URL: 'mongodb://elsewhere/lyceum' });
    await until(() => isReady(academy));
    expect(academy.out).not.toContain('ada@demo.example');
    await until(() => new Set(journal().map(([name]) => name)).size === 4);
    expect(new Set(journal().map(([name]) => name))).toEqual(new Set(['projections', 'backend', 'dashboard', 'media']));
  });
});

describe('a process that dies', () => {
  test('is said in one line and started again', async () => {
    const academy = begin(['--no-demo']);
    await until(() => isReady(academy) && pidOf('projections') > 0);
    const before = pidOf('projections');
    process.kill(before, 'SIGKILL');
    await until(() => pidOf('projections') !== before && academy.err.includes('is back'));
    expect(academy.err.split('\n')[0]).toMatch(
      /^projections was ended by SIGKILL after .* It is started again in .*logs\/projections\.log$/,
    );
    expect(isReady(academy)).toBe(true);
  });

  test('and dies again while starting is said with its last words, and with the wait for the next try', async () => {
    const academy = begin(['--no-demo'], { STUB_DIES: 'projections' });
    await until(() => (academy.out + academy.err).split('projections ended').length > 3);
    expect(academy.out + academy.err).toMatch(
      /projections ended with exit code 3 after .*: Error: the stub cannot begin\. It is started again in 0\.5 s/,
    );
  });

  test('because of its settings is not tried again: the start ends and says what to change', async () => {
    const academy = begin(['--no-demo'], { STUB_REFUSES: 'backend' });
    await until(() => academy.code !== undefined);
    expect(academy.code).toBe(1);
    expect(academy.err).toContain('The backend cannot start: LYCEUM_SMTP_URL is no address. Change the setting and start again');
    expect(journal().filter(([name, what]) => name === 'backend' && what === 'begins')).toHaveLength(1);
  });

  test('is waited for with its warnings shown in short', async () => {
    const academy = begin(['--no-demo']);
    await until(() => isReady(academy));
    await fetch(`http://127.0.0.1:${port}/warn`);
    await until(() => academy.err.includes('backend: mind the gap (it is wide)'));
  });
});

describe('a supervisor that is killed', () => {
  test('leaves no child behind, and the next start is not held up', async () => {
    const first = begin(['--no-demo']);
    await until(() => isReady(first));
    const children = ['eventstore', 'mongo', 'projections', 'backend', 'dashboard', 'media'].map(pidOf);
    first.child.kill('SIGKILL');
    await until(() => children.every((pid) => bornAt(pid) === null), 5000);
    const second = begin(['--no-demo']);
    await until(() => isReady(second));
  });

  test('a start at once afterwards waits for its children to be gone', async () => {
    const first = begin(['--no-demo']);
    await until(() => isReady(first));
    const old = pidOf('eventstore');
    first.child.kill('SIGKILL');
    await until(() => first.code !== undefined);
    const second = begin(['--no-demo']);
    await until(() => isReady(second));
    expect(bornAt(old)).toBeNull();
  });
});

test.each(['', 'null', '{}', '{"children":[null,{"pid":"1"}]}'])(
  'a note of the last holder that reads %j is no hindrance',
  async (note) => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/holder.json'), note);
    const academy = begin(['--no-demo']);
    await until(() => isReady(academy) || academy.code !== undefined);
    expect(academy.err).toBe('');
  },
);

describe('what stands in the way is said in one line', () => {
  const refused = async (academy: ReturnType<typeof begin>) => {
    await until(() => academy.code !== undefined);
    expect(academy.code).toBe(1);
    expect(academy.err.trim().split('\n')).toHaveLength(1);
    return academy.err;
  };

  test('a port that is taken, with one that is free', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(port, '127.0.0.1', done));
    try {
      expect(await refused(begin())).toMatch(new RegExp(`Port ${port} is taken by another program.*--port ${port + 1}`));
    } finally {
      other.close();
    }
  });

  test('a folder that another Lyceum uses', async () => {
    const first = begin(['--no-demo']);
    await until(() => isReady(first));
    expect(await refused(begin())).toContain(`is in use by the Lyceum at http://127.0.0.1:${port} (process ${first.child.pid})`);
  });

  test('a folder that cannot be made', async () => {
    writeFileSync(join(folder, 'data'), '');
    expect(await refused(begin())).toMatch(/The data folder .*data cannot be used: (a part of its path|there) is a file/);
  });

  test.skipIf(process.platform !== 'linux')('a place where the system allows no folder', async () => {
    expect(await refused(begin(['--data', '/proc/lyceum/data']))).toMatch(
      /\/proc\/lyceum\/data cannot be used: the system allows no folder there/,
    );
  });

  test('a secret that is broken, or gone while there are events', async () => {
    const academy = begin(['--no-demo']);
    await until(() => isReady(academy));
    academy.child.kill('SIGTERM');
    await until(() => academy.code === 0);
    const data = join(folder, 'data');
    writeFileSync(join(data, 'secret'), 'too short');
    expect(await refused(begin())).toMatch(/The secret .* is broken.*backup/);
    expect(readFileSync(join(data, 'secret'), 'utf8')).toBe('too short');
    rmSync(join(data, 'secret'));
    mkdirSync(join(data, 'eventstore'));
    writeFileSync(join(data, 'eventstore/events.sqlite'), '');
    expect(await refused(begin())).toMatch(/The secret .* is gone, but .* holds events/);
    expect(existsSync(join(data, 'secret'))).toBe(false);
  });

  test('an option that there is not', async () => {
    const academy = begin(['--prot', '4000']);
    await until(() => academy.code !== undefined);
    expect(academy.code).toBe(2);
    expect(academy.err).toMatch(/--prot.*Usage: npm start/);
  });
});
