import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, describe, expect, test } from 'vitest';
import { realUrl } from './server.ts';

const BIN = resolve(import.meta.dirname, '../../../embedded/mongo/bin/lyceum-mongo.mjs');
const children: ChildProcess[] = [];
const folders: string[] = [];

const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'mongo-program-'));
  folders.push(made);
  return made;
};

interface Program {
  child: ChildProcess;
  url: string;
  output(): string;
  exit: Promise<number | null>;
}

/** Starts the program; settles when it is ready or has ended. */
const start = async (...args: string[]): Promise<Program> => {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const ready = new Promise<void>((done) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data) => {
        text += String(data);
        if (text.includes('is ready at')) done();
      });
    }
  });
  await Promise.race([ready, exit]);
  return { child, url: /mongodb:\S+/.exec(text)?.[0] ?? '', output: () => text, exit };
};

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const one of folders.splice(0)) {
    await chmod(one, 0o755);
    await rm(one, { recursive: true, force: true });
  }
});

describe.skipIf(realUrl !== undefined)('the program', () => {
  test('says one line when it is ready, and ends with 0 on SIGTERM', async () => {
    const program = await start('--data', await folder(), '--port', '0');
    expect(program.output()).toMatch(/^lyceum-mongo is ready at mongodb:\/\/127\.0\.0\.1:\d+\/\?replicaSet=rs0&directConnection=true\n$/);
    const client = await new MongoClient(program.url).connect();
    await client.db('d').collection('c').insertOne({ a: 1 });
    program.child.kill('SIGTERM');
    expect(await program.exit).toBe(0);
    await client.close();
  });

  test('refuses a data folder that another process has, in one line', async () => {
    const data = await folder();
    await start('--data', data, '--port', '0');
    const second = await start('--data', data, '--port', '0');
    expect(await second.exit).toBe(1);
    expect(second.output()).toBe(`lyceum-mongo: the data folder ${data} is in use by another process\n`);
  });

  test('refuses a taken port, in one line', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const program = await start('--data', await folder(), '--port', String(port));
    expect(await program.exit).toBe(1);
    expect(program.output()).toBe(`lyceum-mongo: cannot listen on 127.0.0.1:${port}: the port is taken\n`);
    server.close();
  });

  test('refuses a folder that is none, and options that it does not know', async () => {
    const file = join(await folder(), 'file');
    await writeFile(file, '');
    const program = await start('--data', join(file, 'x'), '--port', '0');
    expect(await program.exit).toBe(1);
    expect(program.output().trimEnd().split('\n')).toHaveLength(1);
    const unknown = await start('--nope');
    expect(await unknown.exit).toBe(1);
    expect(unknown.output()).toContain('usage:');
  });

  test('closes the connection on bytes that are no message, and serves the others', async () => {
    const program = await start('--data', await folder(), '--port', '0');
    const port = Number(new URL(program.url.replace('mongodb:', 'http:')).port);
    const client = await new MongoClient(program.url).connect();
    const header = (size: number, operation: number): Buffer => {
      const bytes = Buffer.alloc(16);
      bytes.writeInt32LE(size, 0);
      bytes.writeInt32LE(operation, 12);
      return bytes;
    };
    const body = Buffer.from('00000000000a00000010610001000000', 'hex');
    const attacks = [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      header(2_000_000_000, 2013),
      header(16, 2013),
      header(16, 9999),
      header(4, 2013),
      Buffer.concat([header(16 + body.length, 2013), body]),
      Buffer.concat([header(26, 2013), Buffer.alloc(4), Buffer.from([7, 0, 0, 0, 0, 0])]),
      Buffer.concat([header(30, 2004), Buffer.alloc(14, 0x41)]),
    ];
    for (const attack of attacks) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(attack);
      await once(socket, 'close');
    }
    expect(await client.db('d').command({ ping: 1 })).toMatchObject({ ok: 1 });
    expect(program.child.exitCode).toBeNull();
    await client.close();
  });

  test('keeps all that it acknowledged when it is killed at any moment, and each document whole', async () => {
    const data = await folder();
    const acknowledged = new Map<number, number>();
    for (let round = 0; round < 4; round++) {
      const program = await start('--data', data, '--port', '0');
      const client = await new MongoClient(program.url, { retryWrites: false, serverSelectionTimeoutMS: 500 }).connect();
      const rows = client.db('d').collection<{ _id: number; round: number; copies: number[] }>('rows');
      if (round === 0) await rows.createIndex({ round: 1 });
      for (const [_id, value] of acknowledged) expect((await rows.findOne({ _id }))?.round).toBeGreaterThanOrEqual(value);
      const whole = await rows.find().toArray();
      for (const row of whole) expect(row.copies).toEqual([row.round, row.round, row.round]);
      expect(
        (
          await rows
            .find({ round: { $gte: 0 } })
            .hint({ round: 1 })
            .toArray()
        ).length,
      ).toBe(whole.length);
      expect(await rows.countDocuments({}, { hint: { $natural: 1 } })).toBe(whole.length);
      const writer = async (worker: number): Promise<void> => {
        for (let n = 0; ; n++) {
          const _id = worker * 1000 + (n % 40);
          const value = round * 10_000 + n;
          await rows.updateOne({ _id }, { $set: { round: value, copies: [value, value, value] } }, { upsert: true });
          acknowledged.set(_id, value);
        }
      };
      const writers = [1, 2, 3].map((worker) => writer(worker).catch(() => {}));
      await new Promise((done) => setTimeout(done, 150 + round * 90));
      program.child.kill('SIGKILL');
      await program.exit;
      await Promise.all(writers);
      await client.close();
    }
    expect(acknowledged.size).toBeGreaterThan(20);
  });

  test('answers an error while the disk is full, and goes on when there is room again', async () => {
    const data = await folder();
    // A limit on the size of files is a full disk that needs no privileges.
    const child = spawn(
      '/bin/sh',
      ['-c', `trap '' XFSZ; ulimit -S -f 6000; exec "$0" "$1" --data "$2" --port 0`, process.execPath, BIN, data],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    children.push(child);
    let text = '';
    child.stderr.on('data', (chunk) => (text += String(chunk)));
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const client = await new MongoClient(/mongodb:\S+/.exec(String(line))?.[0] ?? '', { retryWrites: false }).connect();
    const rows = client.db('d').collection<{ _id: number; text: string }>('rows');
    const stored: number[] = [];
    let refused: { code?: number } | undefined;
    for (let _id = 0; _id < 40 && !refused; _id++) {
      await rows.insertOne({ _id, text: 'x'.repeat(200_000) }).then(
        () => stored.push(_id),
        (error: { code?: number }) => (refused = error),
      );
    }
    expect(refused).toMatchObject({ code: 14031 });
    await expect.poll(() => text).toMatch(/disk is full|cannot be written/);
    expect((await rows.find().toArray()).map((row) => row._id)).toEqual(stored);
    spawn('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:unlimited']);
    await expect
      .poll(
        () =>
          rows.insertOne({ _id: 1000, text: 'again' }).then(
            () => true,
            () => false,
          ),
        { timeout: 5000 },
      )
      .toBe(true);
    expect(await rows.countDocuments()).toBe(stored.length + 1);
    await client.close();
  });
});
