import type { ErasureEvent, ErasurePhase, ErasureProof, ErasureReport, Id, Recorded } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';

/** How far it is that somebody is forgotten. `keyFact` is the id of the fact that their key lay in. */
export interface Erasure {
  readonly phase: 'none' | ErasurePhase;
  readonly keyFact: Id | null;
}

/** `erasure-PERSONID`. */
export const erasures: Decider<Erasure, ErasureEvent> = {
  stream: (personId) => `erasure-${personId}`,
  initial: { phase: 'none', keyFact: null },
  evolve: (erasure, { type, data }) => {
    switch (type) {
      case 'accounts.ErasureOrdered.v1':
        return { phase: 'ordered', keyFact: data.keyFact };
      case 'accounts.PersonForgotten.v1':
        return { ...erasure, phase: 'forgotten' };
      case 'accounts.ErasureProven.v1':
        return { ...erasure, phase: 'proven' };
    }
  },
};

/** Once is enough, and it is not taken back. */
export const order = ({ phase }: Erasure, personId: Id, keyFact: Id | null): Decision<ErasureEvent> =>
  phase === 'none' ? accept({ type: 'accounts.ErasureOrdered.v1', data: { personId, keyFact } }) : nothing();

/** Their key is gone. */
export const forget = ({ phase, keyFact }: Erasure, personId: Id, sessions: number): Decision<ErasureEvent> =>
  phase === 'ordered' ? accept({ type: 'accounts.PersonForgotten.v1', data: { personId, keyFact, sessions } }) : nothing();

export const prove = ({ phase }: Erasure, personId: Id, proof: ErasureProof): Decision<ErasureEvent> =>
  phase === 'forgotten' ? accept({ type: 'accounts.ErasureProven.v1', data: { personId, proof } }) : nothing();

/** What the facts of an erasure come to; null where there are none. */
export function reportOf(personId: Id, facts: readonly Recorded<ErasureEvent>[]): ErasureReport | null {
  const [ordered] = facts;
  if (!ordered) return null;
  const nothingYet = { phase: 'ordered', forgottenAt: null, provenAt: null, position: null, sessions: null, proof: null } as const;
  const begun = { personId, orderedBy: ordered.metadata.by, orderedAt: ordered.metadata.at, ...nothingYet };
  return facts.reduce<ErasureReport>((report, { type, data, position, metadata: { at } }) => {
    if (type === 'accounts.PersonForgotten.v1')
      return { ...report, phase: 'forgotten', forgottenAt: at, position, sessions: data.sessions };
    return type === 'accounts.ErasureProven.v1' ? { ...report, phase: 'proven', provenAt: at, proof: data.proof } : report;
  }, begun);
}
