import type { BankItem, BankQuery, Id, Page } from '@lyceum/contracts';
import { wordsOf } from '../engine/words.ts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import { bySearch } from '../reading/search.ts';
import type { BankRow } from './projection.ts';

const shown = ({ words: _, sort: __, courseId: ___, tags, ...row }: BankRow): BankItem => ({ ...row, tags: [...tags] });

export class BankQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** Questions of a course's bank by title; each word of `search` begins a word of the title, the text or the tags. */
  page({ courseId, search, category, tag, retired, ...page }: BankQuery & PageOf & { courseId: Id }): Promise<Page<BankItem>> {
    const filter = {
      courseId,
      retired,
      ...(category !== undefined && { categoryId: category === 'none' ? null : category }),
      ...(tag !== undefined && { tags: tag }),
    };
    return this.#models.reading('bank', async (rows) => {
      const { items, next } = await pageBy<BankRow>(rows, { $and: [filter, ...bySearch(wordsOf(search ?? null))] }, 'sort', page);
      return { items: items.map(shown), next };
    });
  }
}
