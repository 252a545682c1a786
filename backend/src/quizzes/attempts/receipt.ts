import { createHmac } from 'node:crypto';
import { RootSecret } from '@lyceum/stores';
import { Injectable } from '@nestjs/common';
import type { Submitted } from './attempt.ts';

/** Signs receipts: whoever shows one proves what they submitted, and which fact of the attempt's stream says when. */
@Injectable()
export class Receipts {
  private readonly key: Buffer;

  constructor(secret: RootSecret) {
    this.key = secret.derive('receipts');
  }

  /** `attempt.revision.digest.signature`: the revision of its last fact, and the hash of the answers. */
  of({ attemptId, digest }: Submitted, revision: number): string {
    const said = `${attemptId}.${revision}.${digest}`;
    return `${said}.${createHmac('sha256', this.key).update(said).digest('base64url')}`;
  }
}
