import { SyncFailure } from '../other-calendar.ts';
import type { CallAnswer, GuardedCalls } from '../guarded-call.ts';
import { resourcesOf, type Resource } from './multistatus.ts';

const XML = '<?xml version="1.0" encoding="utf-8"?>';

/** A CalDAV server (RFC 4791) as one account sees it. */
export class CalDavServer {
  private readonly authorization: string;

  constructor(
    private readonly calls: GuardedCalls,
    { username, password }: { readonly username: string; readonly password: string },
  ) {
    this.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }

  /** @throws SyncFailure also where it does not know the account */
  async call(url: URL, method: string, headers: Readonly<Record<string, string>>, body?: string): Promise<CallAnswer> {
    const answer = await this.calls.call(url, {
      method,
      headers: { authorization: this.authorization, 'user-agent': 'Lyceum', ...headers },
      ...(body !== undefined && { body }),
    });
    if (answer.status === 401) throw new SyncFailure('wrong-credentials', `${url.host} does not take the name and the password`);
    if (answer.status >= 500) throw new SyncFailure('unreachable', `${url.host} answers ${answer.status}`);
    return answer;
  }

  /** PROPFIND or REPORT; their answers are lists of resources. @throws SyncFailure */
  async ask(url: URL, method: 'PROPFIND' | 'REPORT', depth: 0 | 1, body: string): Promise<{ url: URL; resources: readonly Resource[] }> {
    const headers = { depth: String(depth), 'content-type': 'application/xml; charset=utf-8' };
    const answer = await this.call(url, method, headers, `${XML}${body}`);
    if (answer.status !== 207) throw new SyncFailure('no-calendar', `${url.host} answers ${answer.status} to ${method}`);
    return { url: answer.url, resources: resourcesOf(answer.body) };
  }
}
