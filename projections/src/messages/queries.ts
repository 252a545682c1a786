import type { Id, Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { MessageRow } from './projection.ts';

export class MessagesQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The messages of a conversation, the newest first. */
  page({ conversationId, ...page }: PageOf & { conversationId: Id }): Promise<Page<MessageRow>> {
    return this.#models.reading('messages', (rows) => pageBy<MessageRow>(rows, { conversationId }, 'nth', page, 'falling'));
  }
}
