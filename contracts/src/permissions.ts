import { z } from 'zod';

/** The roles a person may have, several at once. */
export const ROLES = ['student', 'instructor', 'admin', 'operator'] as const;
export const Role = z.enum(ROLES).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** What a role allows wherever it is not a matter of one course, quiz or person. Nothing else is allowed. */
export const PERMISSIONS = {
  'courses.create': ['instructor', 'admin'],
  'courses.teach-own': ['instructor', 'admin'],
  'courses.teach-any': ['admin'],
  'enrolments.enrol': ['student', 'instructor', 'admin', 'operator'],
  'consultations.offer': ['instructor'],
  'consultations.manage': ['admin'],
  'webinars.schedule': ['instructor', 'admin'],
  'webinars.manage': ['admin'],
  'people.read': ['admin', 'operator'],
  'people.change-roles': ['admin'],
  'people.erase': ['admin'],
  'people.export-any': ['admin'],
  'analytics.read': ['admin'],
  /** What other systems tell of people, and what they are told. */
  'activity.exchange': ['admin'],
  'operations.read': ['operator', 'admin'],
  'operations.change': ['operator'],
  /** Facts past all commands: whoever may do this could make themselves anything. */
  'operations.write-log': ['admin'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/** Whether one of the roles has the permission. */
export const allows = (roles: readonly Role[], permission: Permission): boolean =>
  roles.some((role) => (PERMISSIONS[permission] as readonly Role[]).includes(role));
