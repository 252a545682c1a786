/** As much of Google's servers as a calendar needs: consent by code and verifier, tokens, and events. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Event {
  readonly id: string;
  readonly status?: string;
  readonly transparency?: string;
  readonly summary?: string;
  readonly start: { readonly dateTime?: string; readonly date?: string };
  readonly end: { readonly dateTime?: string; readonly date?: string };
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

export class FakeGoogle {
  readonly events = new Map<string, Event>();
  /** Consents by code, with the challenge that belongs to each. */
  private readonly codes = new Map<string, string>();
  private readonly refreshTokens = new Set<string>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      void this.answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
    });
  }

  static async start(): Promise<FakeGoogle> {
    const google = new FakeGoogle();
    await new Promise<void>((done) => google.server.listen(0, '127.0.0.1', done));
    return google;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** The person says yes at the address that the academy sent them to; gives what their browser comes back with. */
  consent(address: string): { readonly state: string; readonly code: string } {
    const { searchParams } = new URL(address);
    const code = randomBytes(8).toString('hex');
    this.codes.set(code, searchParams.get('code_challenge') ?? '');
    return { state: searchParams.get('state') ?? '', code };
  }

  /** The person takes their consent back. */
  revoke(): void {
    this.refreshTokens.clear();
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body?: unknown }> {
    const url = new URL(request.url ?? '/', this.url);
    const text = await bodyOf(request);
    if (url.pathname === '/token/') return this.token(new URLSearchParams(text));
    if (request.headers.authorization !== 'Bearer access') return { status: 401, body: {} };
    const [, id] = /^\/calendar\/calendars\/primary\/events(?:\/(.+))?$/.exec(url.pathname) ?? [];
    const event = text === '' ? undefined : (JSON.parse(text) as Event);
    switch (request.method) {
      case 'GET': {
        const [from, to] = [url.searchParams.get('timeMin') ?? '', url.searchParams.get('timeMax') ?? ''];
        const at = ({ start }: Event) => start.dateTime ?? start.date ?? '';
        return { status: 200, body: { items: [...this.events.values()].filter((each) => at(each) < to && at(each) >= from.slice(0, 10)) } };
      }
      case 'POST':
        if (this.events.has(event!.id)) return { status: 409, body: {} };
        this.events.set(event!.id, event!);
        return { status: 200, body: event };
      case 'PUT':
        this.events.set(id!, event!);
        return { status: 200, body: event };
      default:
        // Google keeps what was taken out, as cancelled.
        this.events.set(id!, { ...this.events.get(id!)!, status: 'cancelled' });
        return { status: 204 };
    }
  }

  private token(asked: URLSearchParams): { status: number; body: unknown } {
    const denied = { status: 400, body: { error: 'invalid_grant' } };
    if (asked.get('client_id') !== 'client' || asked.get('client_secret') !== 'secret') return { status: 401, body: {} };
    if (asked.get('grant_type') === 'refresh_token')
      return this.refreshTokens.has(asked.get('refresh_token') ?? '')
        ? { status: 200, body: { access_token: 'access', expires_in: 3600 } }
        : denied;
    const challenge = this.codes.get(asked.get('code') ?? '');
    const verifier = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url');
    if (challenge !== verifier) return denied;
    this.codes.delete(asked.get('code') ?? '');
    const refresh_token = randomBytes(8).toString('hex');
    this.refreshTokens.add(refresh_token);
    return { status: 200, body: { access_token: 'access', expires_in: 3600, refresh_token } };
  }
}
