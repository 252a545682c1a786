import type { Principal } from './request.ts';

/** Who a token belongs to; the accounts know. */
export abstract class Authentication {
  /** The person of an access token, or undefined where it is not valid (any more). At once where it was seen before. */
  abstract principalOf(token: string): Principal | undefined | Promise<Principal | undefined>;

  /** The person whose e-mail address and password these are, for one request; failed tries from a `place` are limited. @throws Refused */
  abstract principalBy(email: string, password: string, place: string): Promise<Principal>;
}
