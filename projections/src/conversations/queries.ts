import type { Id, Page } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { ConversationRow } from './projection.ts';

export class ConversationsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  find(conversationId: Id): Promise<ConversationRow | null> {
    return this.#models.find<ConversationRow>('conversations', conversationId);
  }

  /** A person's conversations, the one with the newest message first: those where something was said, and those they began. */
  page({ personId, ...page }: PageOf & { personId: Id }): Promise<Page<ConversationRow>> {
    return this.#models.reading('conversations', (rows) =>
      pageBy<ConversationRow>(rows, { shownTo: personId }, 'touched', page, 'falling'),
    );
  }

  /** Those in which something waits for the person. */
  unreadBy(personId: Id): Promise<readonly ConversationRow[]> {
    return this.#models.findMany<ConversationRow>('conversations', { unreadBy: personId });
  }
}
