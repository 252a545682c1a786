import { hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What a derived secret is for; each purpose has a secret of its own, so that one of them known betrays no other. */
export type Purpose =
  | 'access-tokens'
  | 'email-index'
  | 'personal-keys'
  | 'receipts'
  | 'request-bodies'
  | 'quiz-passwords'
  | 'calendar-feeds'
  | 'payment-news'
  | 'calendar-consents'
  | 'media-control'
  | 'log-mark'
  | 'system-keys';

const LENGTH = 32;

/** The root secret is not there or not 32 bytes of base64; the message is one line for whoever starts the process. */
export class SecretMissing extends Error {}

/** The academy's root secret: 32 random bytes that only secrets by purpose are derived from. It prints as nothing. */
export class RootSecret {
  readonly #bytes: Buffer;

  /** @throws SecretMissing unless `text` is 32 bytes in base64. */
  constructor(text: string) {
    const trimmed = text.trim();
    const bytes = Buffer.from(trimmed, 'base64');
    if (bytes.length !== LENGTH || !/^[A-Za-z0-9+/]+=*$/.test(trimmed))
      throw new SecretMissing('The root secret must be 32 bytes in base64.');
    this.#bytes = bytes;
  }

  /** The secret for a purpose, `length` bytes (HKDF with SHA-256, RFC 5869). */
  derive(purpose: Purpose, length = LENGTH): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#bytes, '', `lyceum ${purpose}`, length));
  }
}

/**
 * The root secret from the file that LYCEUM_SECRET_FILE names, else from LYCEUM_SECRET.
 * @throws SecretMissing
 */
export function readSecret(env: Readonly<Record<string, string | undefined>>): RootSecret {
  const { LYCEUM_SECRET_FILE: file, LYCEUM_SECRET: text } = env;
  if (file) return new RootSecret(contentOf(file));
  if (text) return new RootSecret(text);
  throw new SecretMissing('No root secret: set LYCEUM_SECRET_FILE to a file with 32 random bytes in base64.');
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SecretMissing(`The root secret cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
