import type { Role } from '@lyceum/contracts';

export const ROLES = ['student', 'instructor', 'admin', 'operator'] as const satisfies readonly Role[];

export const toggled = (roles: readonly Role[], role: Role): Role[] =>
  roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role];

/** Addresses as people paste them: separated by anything, in angle brackets or not; each once. */
export const emailsIn = (text: string): readonly string[] => [...new Set(text.toLowerCase().match(/[^\s,;<>"'()]+@[^\s,;<>"'()]+/g) ?? [])];
