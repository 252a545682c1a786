import type { Id, Role } from '@lyceum/contracts';
import type { ActiveScope, Among, ReadModels } from '@lyceum/projections';

const PAGE = 200;

/** Everybody who has one of the roles. */
async function having(models: ReadModels, role: Role): Promise<ReadonlySet<Id>> {
  const found = new Set<Id>();
  for (let cursor: string | undefined; ;) {
    const { items, next } = await models.people.page({ role, cursor, limit: PAGE });
    for (const { personId } of items) found.add(personId);
    if (next === null) return found;
    cursor = next;
  }
}

const STAFF: readonly Role[] = ['instructor', 'admin', 'operator'];

/** Whom to count by a role. Students are nearly everybody: they are all but those who are staff and no students. */
export async function amongThose(models: ReadModels, role: Role | undefined): Promise<Among> {
  if (role === undefined) return null;
  if (role !== 'student') return { only: await having(models, role) };
  const staff = new Set((await Promise.all(STAFF.map((one) => having(models, one)))).flatMap((some) => [...some]));
  const people = await Promise.all([...staff].map((personId) => models.people.one(personId)));
  return { without: new Set(people.flatMap((person) => (person && !person.roles.includes('student') ? [person.personId] : []))) };
}

/** Scopes in which active people are counted: what an instructor teaches, without their consultations. */
export const activeScopes = (scopes: readonly string[]): readonly ActiveScope[] =>
  scopes.filter((scope): scope is ActiveScope => scope === 'all' || scope.startsWith('course:'));
