/** A real CalDAV server for tests: Radicale of the distribution, with one account, on a folder and a port of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './product.ts';
import { until } from './until.ts';

export const hasRadicale = (): boolean => spawnSync('radicale', ['--version']).status === 0;

const ACCOUNT = { username: 'inge', password: 'app-password' } as const;
const AUTHORIZATION = `Basic ${Buffer.from(`${ACCOUNT.username}:${ACCOUNT.password}`).toString('base64')}`;

export class Radicale {
  readonly account = ACCOUNT;

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<Radicale> {
    const folder = mkdtempSync(join(tmpdir(), 'lyceum-radicale-'));
    const port = await freePort();
    writeFileSync(join(folder, 'users'), `${ACCOUNT.username}:${ACCOUNT.password}\n`);
    const config = [
      '[server]',
      `hosts = 127.0.0.1:${port}`,
      '[auth]',
      'type = htpasswd',
      `htpasswd_filename = ${join(folder, 'users')}`,
      'htpasswd_encryption = plain',
      'delay = 0',
      '[storage]',
      `filesystem_folder = ${join(folder, 'collections')}`,
    ];
    writeFileSync(join(folder, 'config'), config.join('\n'));
    const child = spawn('radicale', ['--config', join(folder, 'config')], { stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}/`;
    await until('Radicale answers', () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    );
    return new Radicale(url, folder, async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    });
  }

  async stop(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async call(method: string, path: string, body?: string): Promise<Response> {
    const answer = await fetch(new URL(path, this.url), {
      method,
      headers: { authorization: AUTHORIZATION, 'content-type': 'text/calendar' },
      ...(body !== undefined && { body }),
    });
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  /** Makes a calendar; gives its address. */
  async calendar(name: string): Promise<string> {
    const path = `/${ACCOUNT.username}/${name}/`;
    await this.call('MKCALENDAR', path);
    return new URL(path, this.url).href;
  }

  /** Puts an entry into a calendar: lines of a VEVENT. */
  async put(calendar: string, uid: string, ...lines: string[]): Promise<void> {
    const event = ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'];
    const file = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...event, 'END:VCALENDAR', ''].join('\r\n');
    await this.call('PUT', `${new URL(calendar).pathname}${uid}.ics`, file);
  }

  async remove(calendar: string, uid: string): Promise<void> {
    await this.call('DELETE', `${new URL(calendar).pathname}${uid}.ics`);
  }

  /** All of a calendar as one file. */
  async content(calendar: string): Promise<string> {
    return (await this.call('GET', new URL(calendar).pathname)).text();
  }
}
