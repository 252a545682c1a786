import { createHmac, timingSafeEqual } from 'node:crypto';
import { Id } from '@lyceum/contracts';
import { RootSecret } from '@lyceum/stores';
import { Injectable } from '@nestjs/common';
import type { Submitted } from './attempt.ts';

/** What a receipt says. */
export interface Said {
  readonly attemptId: Id;
  readonly revision: number;
  readonly digest: string;
}

const FORM = /^([^.]+)\.(\d{1,9})\.([\w-]+)\.([\w-]+)$/;

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
    return `${said}.${this.signature(said)}`;
  }

  /** What it says, if the academy signed it. */
  read(receipt: string): Said | undefined {
    const [, attempt = '', revision = '', digest = '', signature = ''] = FORM.exec(receipt) ?? [];
    const attemptId = Id.safeParse(attempt);
    const right = Buffer.from(this.signature(`${attempt}.${revision}.${digest}`));
    const given = Buffer.from(signature);
    const isOurs = given.length === right.length && timingSafeEqual(given, right);
    return isOurs && attemptId.success ? { attemptId: attemptId.data, revision: Number(revision), digest } : undefined;
  }

  private signature(said: string): string {
    return createHmac('sha256', this.key).update(said).digest('base64url');
  }
}
