import type { Position } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';
import { rememberWrite, writtenPosition } from './position.ts';
import { offline, problemOf } from './problem.ts';
import { renewSession } from './session.ts';

export type Fetch = typeof globalThis.fetch;
type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What was read, and the position that its read model had surely reached. */
export interface Read<T> {
  readonly value: T;
  readonly position: Position | null;
}

/** A body that is text of its own kind, as imports take it. */
export class TextBody {
  readonly text: string;
  readonly type: 'text/plain' | 'text/csv' | 'application/xml';

  constructor(text: string, type: TextBody['type']) {
    this.text = text;
    this.type = type;
  }
}

const PAUSES = [400, 1000, 2500, 5000];
const IN_THE_WAY = new Set([502, 504]);
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const inBrowser = typeof document !== 'undefined';

export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** Reads with the given fetch: in a `load` its own, so that the server's answer travels with the page. */
export async function read<T>(fetch: Fetch, path: string, query?: Query): Promise<Read<T>> {
  const after = inBrowser ? writtenPosition() : null;
  const ask = () => fetch(address(path, query), after === null ? undefined : { headers: { 'lyceum-position': after } });
  let answer: Response;
  try {
    answer = await ask();
    if (answer.status === 401 && inBrowser && (await renewSession())) answer = await ask();
  } catch {
    throw offline(t('problem.offline'));
  }
  if (!answer.ok) throw await problemOf(answer, t('problem.unexpected'));
  return { value: (await answer.json()) as T, position: answer.headers.get('lyceum-position') };
}

/** 128 random bits: also where the page is not served over TLS, unlike `crypto.randomUUID`. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const encode = (body: unknown): { body?: string | Blob; type: string } => {
  if (body instanceof Blob) return { body, type: body.type };
  if (body instanceof TextBody) return { body: body.text, type: body.type };
  return { ...(body !== undefined && { body: JSON.stringify(body) }), type: 'application/json' };
};

/**
 * Writes from the browser. After a lost connection it tries again under the same key, so that it happens once;
 * what the API refuses is thrown as its problem. Who may have to go on after the page was loaded anew brings the key along; what does no harm
 * when it is done twice needs none (null).
 */
export async function write<T>(
  method: Method,
  path: string,
  body?: unknown,
  tries = PAUSES.length + 1,
  key: string | null = newKey(),
): Promise<T> {
  const { type, ...encoded } = encode(body);
  const headers = { 'content-type': type, ...(key !== null && { 'idempotency-key': key }) };
  let renewed = false;
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(path, { method, headers, ...encoded }).catch(() => null);
    const lost = answer === null || IN_THE_WAY.has(answer.status);
    if (lost && attempt + 1 < tries) {
      await pause(PAUSES[attempt] ?? 5000);
      continue;
    }
    if (answer === null) throw offline(t('problem.offline'));
    if (answer.status === 401 && !renewed && !path.startsWith('/api/sessions')) {
      renewed = true;
      if (await renewSession()) continue;
    }
    if (!answer.ok) throw await problemOf(answer, t('problem.unexpected'));
    const position = answer.headers.get('lyceum-position');
    if (position !== null) rememberWrite(position);
    const text = await answer.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

export const post = <T>(path: string, body?: unknown): Promise<T> => write<T>('POST', path, body);
/** Posts what does no harm when it is done twice, and is not to be remembered. */
export const postAgain = <T>(path: string, body?: unknown): Promise<T> => write<T>('POST', path, body, undefined, null);
export const put = <T>(path: string, body?: unknown): Promise<T> => write<T>('PUT', path, body);
export const patch = <T>(path: string, body?: unknown): Promise<T> => write<T>('PATCH', path, body);
export const remove = <T>(path: string): Promise<T> => write<T>('DELETE', path);
