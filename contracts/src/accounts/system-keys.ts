import { z } from 'zod';
import type { Fact } from '../fact.ts';
import { Id, Instant, Line } from '../values.ts';

/** `POST /api/system-keys`: `name` says which system it is for. */
export const MakeSystemKeyRequest = z.strictObject({ name: Line }).meta({ id: 'MakeSystemKeyRequest' });
export type MakeSystemKeyRequest = z.infer<typeof MakeSystemKeyRequest>;

/** A key of another system, by which it comes instead of a person. */
export const SystemKey = z.object({ keyId: Id, name: z.string(), at: Instant }).meta({ id: 'SystemKey' });
export type SystemKey = z.infer<typeof SystemKey>;
export const SystemKeys = z.object({ items: z.array(SystemKey) }).meta({ id: 'SystemKeys' });
export type SystemKeys = z.infer<typeof SystemKeys>;

/** The user name and the password of HTTP Basic. The secret is shown this once. */
export const SystemKeyMade = z.object({ keyId: Id, secret: z.string() }).meta({ id: 'SystemKeyMade' });
export type SystemKeyMade = z.infer<typeof SystemKeyMade>;

/** Facts of the keys of other systems: stream `system-keys-academy`. */
export type SystemKeyEvent =
  Fact<'accounts.SystemKeyMade.v1', { keyId: Id; name: string; at: Instant }> | Fact<'accounts.SystemKeyWithdrawn.v1', { keyId: Id }>;

/** So many systems may have a key. */
export const MOST_SYSTEM_KEYS = 50;
