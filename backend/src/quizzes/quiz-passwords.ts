import { createHmac } from 'node:crypto';
import type { Id } from '@lyceum/contracts';
import { RootSecret } from '@lyceum/stores';
import { Injectable } from '@nestjs/common';

/** Passwords of quizzes are kept as keyed digests: facts do not tell them, and two quizzes with the same one do not look alike. */
@Injectable()
export class QuizPasswords {
  private readonly key: Buffer;

  constructor(secret: RootSecret) {
    this.key = secret.derive('quiz-passwords');
  }

  digest(quizId: Id, password: string): string {
    return createHmac('sha256', this.key)
      .update(`${quizId} ${password.normalize('NFC').trim()}`)
      .digest('base64url');
  }

  /** What a request says of the password as the facts have it; undefined where it says nothing. */
  access(quizId: Id, password: string | null | undefined): string | null | undefined {
    return typeof password === 'string' ? this.digest(quizId, password) : password;
  }
}
