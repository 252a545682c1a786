import type { Problem } from '@lyceum/contracts';
import { Failure } from '../bootstrap/failure.mjs';

type Query = Readonly<Record<string, string | number | undefined>>;

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** Nobody answers at the address of the academy. */
export class Away extends Failure {}

/** The academy as its API, for the operator whose token this is. */
export class Academy {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url.replace(/\/+$/, '');
    this.#token = token;
  }

  /** By LYCEUM_URL and LYCEUM_TOKEN. @throws Failure */
  static of(env: NodeJS.ProcessEnv): Academy {
    const { LYCEUM_URL, LYCEUM_TOKEN } = env;
    if (!LYCEUM_TOKEN)
      throw new Failure(
        'LYCEUM_TOKEN is not set',
        'It is the accessToken that POST /api/sessions answers to an operator; set it, and LYCEUM_URL unless the academy is at http://127.0.0.1:4000',
        2,
      );
    return new Academy(LYCEUM_URL || 'http://127.0.0.1:4000', LYCEUM_TOKEN);
  }

  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.#call('GET', withQuery(path, query));
  }

  /** The lines of an answer that goes on, as they come; those that are empty are left out. @throws Failure */
  async *lines(path: string, query: Query = {}): AsyncGenerator<string, void, undefined> {
    const { body } = await this.#ask('GET', withQuery(path, query));
    let rest = '';
    for await (const part of body!.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + part).split('\n');
      rest = lines.pop()!;
      yield* lines.filter((line) => line !== '');
    }
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.#call('POST', path, body);
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.#call('PUT', path, body);
  }

  /** All items of a list that is given in pages. */
  async all<T>(path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.get<{ items: T[]; next: string | null }>(path, { ...query, limit: 200, cursor });
      items.push(...page.items);
      if (page.next === null) return items;
      cursor = page.next;
    }
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    return (await (await this.#ask(method, path, body)).json()) as T;
  }

  /** @throws Failure with what the academy said */
  async #ask(method: string, path: string, body?: object): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#token}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(this.#url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) }).catch(
      (error: Error & { cause?: { code?: string } }) => {
        throw new Away(
          `${this.#url} does not answer (${error.cause?.code ?? error.message})`,
          'Start the academy, or set LYCEUM_URL to its address',
        );
      },
    );
    if (!answer.ok) throw refusal(answer.status, await answer.text());
    return answer;
  }
}

function refusal(status: number, text: string): Failure {
  try {
    const { detail, code, errors = [] } = JSON.parse(text) as Problem;
    const why = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    const said = detail.replace(/\.$/, '');
    if (status === 401) return new Failure(said, 'LYCEUM_TOKEN has run out or is none: sign in again for a new one');
    if (status === 403) return new Failure(said, 'This needs somebody with the role operator, or admin for what concerns people');
    return new Failure(said, why || `(${code})`);
  } catch {
    return new Failure(`The academy answered ${status}`, text.slice(0, 300) || 'It said nothing more');
  }
}
