import type { Id, MailItem, MailState, Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { MailRow } from './projection.ts';

const shown = ({ newest: _, attachments, ...row }: MailRow): MailItem => ({ ...row, attachments: [...attachments] });

export class MailboxQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  async find(mailId: Id): Promise<MailItem | null> {
    const row = await this.#models.find<MailRow>('mailbox', mailId);
    return row && shown(row);
  }

  /** Messages, the newest first; all of them, or those in one state. */
  page({ state, ...page }: PageOf & { state?: MailState | undefined }): Promise<Page<MailItem>> {
    return this.#models.reading('mailbox', async (rows) => {
      const { items, next } = await pageBy<MailRow>(rows, state ? { state } : {}, 'newest', page);
      return { items: items.map(shown), next };
    });
  }
}
