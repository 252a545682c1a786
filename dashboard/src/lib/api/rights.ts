import type { Me, Permission, Role } from '@lyceum/contracts';

/** What the screens ask about roles. The API decides; this only spares people doors that are shut. Equal to contracts' by a test. */
export const RIGHTS = {
  'courses.create': ['instructor', 'admin'],
  'courses.teach-any': ['admin'],
  'consultations.offer': ['instructor'],
  'consultations.manage': ['admin'],
  'webinars.schedule': ['instructor', 'admin'],
  'people.read': ['admin', 'operator'],
  'people.change-roles': ['admin'],
  'people.erase': ['admin'],
  'people.export-any': ['admin'],
  'analytics.read': ['admin'],
  'activity.exchange': ['admin'],
  'operations.read': ['operator', 'admin'],
  'operations.change': ['operator'],
  'operations.write-log': ['admin'],
} as const satisfies { readonly [P in Permission]?: readonly Role[] };
export type Right = keyof typeof RIGHTS;

export const may = (person: Pick<Me, 'roles'> | null, right: Right): boolean =>
  person !== null && person.roles.some((role) => (RIGHTS[right] as readonly Role[]).includes(role));

export const has = (person: Pick<Me, 'roles'> | null, role: Role): boolean => person !== null && person.roles.includes(role);
