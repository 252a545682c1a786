import { spawn } from 'node:child_process';
import { Failure } from '../bootstrap/failure.mjs';
import { lines, logPath, RotatingFile } from './log.ts';

export type Login = { role: string; email: string; password: string };

/** The logins in the loader's last line; null when the line is none. */
export const loginsOf = (line: string): Login[] | null => {
  if (!line.startsWith('{"logins"')) return null;
  try {
    const { logins } = JSON.parse(line) as { logins?: unknown };
    const isLogin = (login: unknown): login is Login =>
      ['role', 'email', 'password'].every((name) => typeof (login as Record<string, unknown> | null)?.[name] === 'string');
    return Array.isArray(logins) && logins.every(isLogin) ? logins : null;
  } catch {
    return null;
  }
};

export type DemoOptions = {
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logs: string;
  signal: AbortSignal;
  onProgress(line: string): void;
};

const watchdog = new URL('./watchdog.mjs', import.meta.url).href;

/** Runs the loader; it does nothing where the demo is loaded already. Passwords pass through here and into no file. */
export const loadDemo = ({ args, cwd, env, logs, signal, onProgress }: DemoOptions): Promise<Login[]> =>
  new Promise((done, fail) => {
    const log = new RotatingFile(logPath(logs, 'demo'));
    const child = spawn(process.execPath, ['--import', watchdog, ...args], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const stop = () => child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    let logins: Login[] | null = null;
    let lastWords = '';
    child.stdio[3]?.on('error', () => undefined);
    child.stdout?.on(
      'data',
      lines((line) => {
        const found = loginsOf(line);
        if (found) logins = found;
        else {
          log.write(Buffer.from(`${line}\n`));
          onProgress(line);
        }
      }),
    );
    const hear = lines((line) => (lastWords = line));
    child.stderr?.on('data', (chunk: Buffer) => {
      log.write(chunk);
      hear(chunk);
    });
    child.once('error', fail);
    child.once('close', (code, ended) => {
      signal.removeEventListener('abort', stop);
      void log.close();
      if (code === 0 && logins) done(logins);
      else
        fail(
          new Failure(
            `The demo academy is not loaded: its loader ended with ${ended ?? code}${lastWords && ` (${lastWords.slice(0, 200)})`}`,
            `It goes on at the next start; its log: ${log.path}`,
          ),
        );
    });
  });

/** The logins as people read them. */
export const describeLogins = (logins: Login[]): string[] => {
  const width = (pick: (login: Login) => string) => Math.max(...logins.map((login) => pick(login).length));
  const [role, email] = [width((login) => login.role), width((login) => login.email)];
  return logins.map((login) => `  ${login.role.padEnd(role)}  ${login.email.padEnd(email)}  ${login.password}`);
};
