import type { Id } from '@lyceum/contracts';
import { v5 } from 'uuid';

/** The UUIDv5 of `name` within `seed` (RFC 9562, 5.5): the same two give the same id, on every machine. */
export const derivedId = (seed: Id, name: string): Id => v5(name, seed);
