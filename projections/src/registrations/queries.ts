import type { Id, Page, RegistrationPhase } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import { registrationKey, type RegistrationRow } from './projection.ts';

const THERE: readonly RegistrationPhase[] = ['requested', 'confirmed', 'waiting'];

export class RegistrationsQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  find(webinarId: Id, personId: Id): Promise<RegistrationRow | null> {
    return this.#models.find<RegistrationRow>('registrations', registrationKey(webinarId, personId));
  }

  /** Where the person stands with each of these webinars. */
  of(personId: Id, webinarIds: readonly Id[]): Promise<readonly RegistrationRow[]> {
    const keys = webinarIds.map((webinarId) => registrationKey(webinarId, personId));
    return keys.length === 0 ? Promise.resolve([]) : this.#models.findMany<RegistrationRow>('registrations', { _id: { $in: keys } });
  }

  /** What the person is registered for, or wants to be. */
  ofPerson(personId: Id): Promise<readonly RegistrationRow[]> {
    return this.#models.findMany<RegistrationRow>('registrations', { personId, phase: { $in: [...THERE] } });
  }

  /** All who have a seat. */
  confirmed(webinarId: Id): Promise<readonly RegistrationRow[]> {
    return this.#models.findMany<RegistrationRow>('registrations', { webinarId, phase: 'confirmed' });
  }

  /** Who asked for a place, in that order; also who was refused, but not who withdrew. */
  page(webinarId: Id, page: PageOf): Promise<Page<RegistrationRow>> {
    return this.#models.reading('registrations', (rows) =>
      pageBy<RegistrationRow>(rows, { webinarId, phase: { $in: [...THERE, 'refused'] } }, 'since', page),
    );
  }

  /** The place of somebody who waits, 1 for the next. */
  async place({ webinarId, since }: RegistrationRow): Promise<number> {
    const before = { webinarId, phase: 'waiting', since: { $lt: since } };
    return 1 + (await this.#models.reading('registrations', (rows) => rows.countDocuments(before)));
  }
}
