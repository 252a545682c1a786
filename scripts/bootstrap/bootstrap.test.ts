import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { missing } from './install.mjs';
import { withLock } from './lock.mjs';
import { createProgress } from './progress.mjs';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'lyceum-bootstrap-'))));
afterEach(() => rmSync(root, { recursive: true }));

describe('what is missing under node_modules', () => {
  const lock = (file: string, packages: object) => {
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    writeFileSync(join(root, file), JSON.stringify({ packages }));
  };
  const zod = { version: '4.6.7', integrity: 'sha512-a' };
  const present = (packages: object) => lock('node_modules/.package-lock.json', packages);

  test('everything, before the first install', () => {
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { 'node_modules/zod': zod } }));
    expect(missing(root)).toMatch(/nothing is installed/);
  });
  test('nothing, when it is as the lockfile says; what is for other systems may be absent', () => {
    lock('package-lock.json', {
      '': {},
      contracts: {},
      'node_modules/zod': zod,
      'node_modules/for-mac': { version: '1.0.0', optional: true },
    });
    present({ 'node_modules/zod': zod });
    expect(missing(root)).toBeNull();
  });
  test('a package of another version', () => {
    lock('package-lock.json', { 'node_modules/zod': zod });
    present({ 'node_modules/zod': { ...zod, version: '4.6.6' } });
    expect(missing(root)).toMatch(/zod is not what/);
  });
  test('a workspace that came with a pull', () => {
    lock('package-lock.json', { 'node_modules/@lyceum/new': { link: true } });
    present({});
    expect(missing(root)).toMatch(/@lyceum\/new/);
  });
  test('a lockfile that cannot be read is said', () => expect(() => missing(root)).toThrow(/git checkout package-lock.json/));
});

describe('a lock', () => {
  test('lets one in after the other', async () => {
    const file = join(root, 'a.lock');
    let inside = 0;
    const work = () =>
      withLock(file, async () => {
        expect(++inside).toBe(1);
        await new Promise((done) => setTimeout(done, 20));
        inside--;
      });
    await Promise.all([work(), work(), work()]);
    expect(existsSync(file)).toBe(false);
  });
  test('of a process that was killed is taken over', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((done) => child.on('exit', done));
    writeFileSync(join(root, 'b.lock'), String(child.pid));
    expect(await withLock(join(root, 'b.lock'), () => Promise.resolve(readFileSync(join(root, 'b.lock'), 'utf8')))).toBe(
      String(process.pid),
    );
  });
});

describe('progress', () => {
  const screen = (isTTY: boolean) => {
    const written: string[] = [];
    return { written, progress: createProgress({ isTTY, columns: 60, write: (text: string) => written.push(text) }) };
  };
  test('off a terminal is one plain line a step', async () => {
    const { written, progress } = screen(false);
    expect(await progress.step('Building', () => Promise.resolve(7))).toBe(7);
    await expect(progress.step('Starting', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(written.map((line) => line.replace(/[\d.]+ s/, 'N s'))).toEqual(['ok  Building  N s\n', 'no  Starting  N s\n']);
  });
  test('on a terminal draws a live line and clears it before one that stays', async () => {
    const { written, progress } = screen(true);
    await progress.step('Building', async (note) => {
      note('contracts');
      await new Promise((done) => setTimeout(done, 250));
      progress.line('said meanwhile');
    });
    expect(written.some((text) => /Building \(contracts\) 0\.\d s/.test(text))).toBe(true);
    expect(written[written.indexOf('said meanwhile\n') - 1]).toBe('\r\x1b[2K');
    expect(written.at(-1)).toMatch(/^✓ Building {2}0\.\d s\n$/);
  });
});
