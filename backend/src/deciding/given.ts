import type { Fact, RefusalCode } from '@lyceum/contracts';
import { expect } from 'vitest';
import type { Decider } from './decider.ts';
import type { Decision } from './decision.ts';

/** The one way to test a decision: `given(attempts, started(), saved(1, 'B')).when((attempt) => decide(…)).then(submitted())`. */
export const given = <S, F extends Fact>(decider: Decider<S, F>, ...facts: readonly NoInfer<F>[]) => ({
  when: (decide: (state: S) => Decision<F>) => {
    const decision = decide(facts.reduce(decider.evolve, decider.initial));
    return {
      then: (...expected: readonly F[]) => expect(decision).toEqual({ outcome: 'accept', facts: expected }),
      refused: (code: RefusalCode) => expect(decision).toMatchObject({ outcome: 'refuse', refusal: { code } }),
      nothing: () => expect(decision).toEqual({ outcome: 'nothing' }),
    };
  },
});
