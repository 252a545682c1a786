import { Agent, request } from 'node:http';

/** An answer of 2xx, and what a write came to stand at. */
export interface Answered<Body> {
  readonly body: Body;
  readonly position: string | null;
}

/** A client that costs little itself: the benchmark shares the machine with what it measures. */
export class LoadClient {
  private readonly agent: Agent;
  private readonly url: string;
  private readonly token: string;

  constructor(url: string, token: string, connections = 1) {
    this.url = url;
    this.token = token;
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  post<Body>(path: string, body?: unknown): Promise<Answered<Body>> {
    return this.send('POST', path, body);
  }

  put<Body>(path: string, body: unknown): Promise<Answered<Body>> {
    return this.send('PUT', path, body);
  }

  /** A read that sees at least `position`. */
  get<Body>(path: string, position: string): Promise<Answered<Body>> {
    return this.send('GET', path, undefined, { 'lyceum-position': position });
  }

  close(): void {
    this.agent.destroy();
  }

  /** @throws unless the answer is 2xx */
  private send<Body>(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered<Body>> {
    const text = body === undefined ? '' : JSON.stringify(body);
    return new Promise((done, fail) => {
      const outgoing = request(this.url + path, {
        agent: this.agent,
        method,
        headers: {
          ...headers,
          authorization: `Bearer ${this.token}`,
          'content-length': Buffer.byteLength(text),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
      });
      outgoing.once('error', fail);
      outgoing.once('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('error', fail);
        answer.once('end', () => {
          const content = Buffer.concat(parts).toString();
          if (answer.statusCode! >= 300) fail(new Error(`${method} ${path}: ${answer.statusCode} ${content.slice(0, 300)}`));
          else done({ body: JSON.parse(content) as Body, position: (answer.headers['lyceum-position'] as string | undefined) ?? null });
        });
      });
      outgoing.end(text);
    });
  }
}
