import { z } from 'zod';
import { SyncFailure } from '../other-calendar.ts';

/** What Google's servers are asked with: this academy's own client, and where they are (others in tests). */
export interface GoogleClient {
  readonly id: string;
  readonly secret: string;
  readonly consent: URL;
  readonly token: URL;
  readonly calendar: URL;
}

const PATIENCE = 20_000;

export const GOOGLE = {
  consent: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  calendar: 'https://www.googleapis.com/calendar/v3/',
} as const;

/** A call to Google. A server that does not answer, or not as it should, is a SyncFailure. */
export async function askGoogle(url: URL, init: RequestInit): Promise<{ readonly status: number; readonly body: unknown }> {
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE), redirect: 'error' });
    const text = await answer.text();
    if (answer.status === 429 || answer.status >= 500) throw new SyncFailure('unreachable', `Google answers ${answer.status}`);
    return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  } catch (cause) {
    if (cause instanceof SyncFailure) throw cause;
    throw new SyncFailure('unreachable', 'Google does not answer', { cause });
  }
}

const Tokens = z.object({ access_token: z.string(), expires_in: z.number().default(3600), refresh_token: z.string().optional() });
export type Tokens = z.infer<typeof Tokens>;

/** Tokens for a code or a refresh token (RFC 6749, 4.1.3 and 6). @throws SyncFailure, `wrong-credentials` where the consent is no more */
export async function tokensFor(client: GoogleClient, grant: Readonly<Record<string, string>>): Promise<Tokens> {
  const body = new URLSearchParams({ ...grant, client_id: client.id, client_secret: client.secret });
  const { status, body: answer } = await askGoogle(client.token, { method: 'POST', body });
  const tokens = Tokens.safeParse(answer);
  if (status !== 200 || !tokens.success) throw new SyncFailure('wrong-credentials', 'Google does not take the consent (any more)');
  return tokens.data;
}
