import type { Principal } from './request.ts';

/** Who a token belongs to; the accounts know. */
export abstract class Authentication {
  /** The person of an access token, or undefined where it is not valid (any more). At once where it was seen before. */
  abstract principalOf(token: string): Principal | undefined | Promise<Principal | undefined>;
}
