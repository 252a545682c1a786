import type { Fact, Refusal, RefusalCode } from '@lyceum/contracts';

/** What a command comes to: facts to record, a refusal to answer with, or nothing because it is so already. */
export type Decision<F extends Fact> =
  | { readonly outcome: 'accept'; readonly facts: readonly F[] }
  | { readonly outcome: 'refuse'; readonly refusal: Refusal }
  | { readonly outcome: 'nothing' };

export const accept = <F extends Fact>(...facts: readonly F[]): Decision<F> => ({ outcome: 'accept', facts });

export const refuse = (code: RefusalCode, more: Omit<Refusal, 'code'> = {}): Decision<never> => ({
  outcome: 'refuse',
  refusal: { code, ...more },
});

const NOTHING: Decision<never> = { outcome: 'nothing' };
export const nothing = (): Decision<never> => NOTHING;
