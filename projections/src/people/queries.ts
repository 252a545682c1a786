import type { Id, Page, Person, Role } from '@lyceum/contracts';
import { wordsOf } from '../engine/words.ts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import { bySearch } from '../reading/search.ts';
import type { PersonRow } from './projection.ts';

const shown = ({ personId, name, email, roles, registeredAt }: PersonRow): Person => ({
  personId,
  name,
  email,
  roles: [...roles],
  registeredAt,
});

export class PeopleQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  find(personId: Id): Promise<PersonRow | null> {
    return this.#models.find<PersonRow>('people', personId);
  }

  /** A person as lists show them; null where there is none. */
  async one(personId: Id): Promise<Person | null> {
    const row = await this.find(personId);
    return row && shown(row);
  }

  /** The names of these people; null where a person is forgotten or not known (yet). */
  async names(personIds: readonly Id[]): Promise<ReadonlyMap<Id, string | null>> {
    const wanted = [...new Set(personIds)];
    const rows = wanted.length === 0 ? [] : await this.#models.findMany<PersonRow>('people', { _id: { $in: wanted } });
    const names = new Map(rows.map(({ personId, name }) => [personId, name]));
    return new Map(wanted.map((personId) => [personId, names.get(personId) ?? null]));
  }

  /** People by name; each word of `search` begins a word of their name or address. */
  page({ search, role, ...page }: PageOf & { search?: string | undefined; role?: Role | undefined }): Promise<Page<Person>> {
    return this.#models.reading('people', async (rows) => {
      const { items, next } = await pageBy<PersonRow>(
        rows,
        { $and: [role ? { roles: role } : {}, ...bySearch(wordsOf(search ?? null))] },
        'sort',
        page,
      );
      return { items: items.map(shown), next };
    });
  }
}
