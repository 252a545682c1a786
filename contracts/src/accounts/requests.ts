import { z } from 'zod';
import { Role } from '../permissions.ts';
import { Id, Line, pageOf, PageQuery, TimeZone } from '../values.ts';

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** How long a new password is at least and at most, in characters; spaces in a row count as one. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;
const TOO_SHORT = `at least ${SHORTEST_PASSWORD} characters`;
export const Password = z
  .string()
  .min(SHORTEST_PASSWORD, TOO_SHORT)
  .max(LONGEST_PASSWORD)
  .refine((password) => password.replaceAll(/\s+/g, ' ').length >= SHORTEST_PASSWORD, TOO_SHORT);

export const SignUpRequest = z
  .strictObject({ email: Email, name: Line, password: Password, timeZone: TimeZone.optional() })
  .meta({ id: 'SignUpRequest' });
export type SignUpRequest = z.infer<typeof SignUpRequest>;
export const SignedUp = z.object({ personId: Id }).meta({ id: 'SignedUp' });

export const SignInRequest = z.strictObject({ email: Email, password: z.string().min(1).max(200) }).meta({ id: 'SignInRequest' });
export type SignInRequest = z.infer<typeof SignInRequest>;
/** `current` is the password until now. */
export const ChangePasswordRequest = z
  .strictObject({ current: z.string().min(1).max(200), next: Password })
  .meta({ id: 'ChangePasswordRequest' });
export type ChangePasswordRequest = z.infer<typeof ChangePasswordRequest>;
/** `expiresIn` in seconds. */
export const SignedIn = z.object({ accessToken: z.string(), expiresIn: z.int() }).meta({ id: 'SignedIn' });
export type SignedIn = z.infer<typeof SignedIn>;

export const Me = z
  .object({ personId: Id, email: z.string().nullable(), name: z.string().nullable(), roles: z.array(Role), timeZone: z.string() })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const RolesRequest = z.strictObject({ roles: z.array(Role).max(4) }).meta({ id: 'RolesRequest' });
export const BulkRolesRequest = z
  .strictObject({
    emails: z.array(Email).min(1).max(1000),
    add: z.array(Role).max(4).default([]),
    remove: z.array(Role).max(4).default([]),
  })
  .meta({ id: 'BulkRolesRequest' });
export const BulkRolesResult = z.object({ changed: z.int(), unknown: z.array(z.string()) }).meta({ id: 'BulkRolesResult' });

export const PeopleQuery = PageQuery.extend({ search: z.string().trim().max(200).optional(), role: Role.optional() });
export const Person = z
  .object({ personId: Id, name: z.string().nullable(), email: z.string().nullable(), roles: z.array(Role), registeredAt: z.string() })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;
export const PeoplePage = pageOf(Person).meta({ id: 'PeoplePage' });
