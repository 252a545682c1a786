import type { ErasureEvent, ErasureProof, Recorded } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { emails } from '../../accounts/email.ts';
import { given } from '../../deciding/given.ts';
import { erasures, forget, order, prove, reportOf } from './erasure.ts';
import { release } from './making-unreadable.ts';

const [ann, key] = ['ann', 'key-fact'];
const proof: ErasureProof = {
  events: [{ type: 'accounts.PersonRegistered.v2', count: 1 }],
  models: [{ name: 'people', rows: 1, former: 0 }],
  rebuildsCancelled: 0,
  eventFiles: { state: 'compacted', detail: null },
  rowFiles: { state: 'asked', detail: 'later' },
  check: null,
};
const ordered: ErasureEvent = { type: 'accounts.ErasureOrdered.v1', data: { personId: ann, keyFact: key } };
const forgotten: ErasureEvent = { type: 'accounts.PersonForgotten.v1', data: { personId: ann, keyFact: key, sessions: 2 } };
const proven: ErasureEvent = { type: 'accounts.ErasureProven.v1', data: { personId: ann, proof } };

test('each step is taken once, and in its order', () => {
  given(erasures)
    .when((erasure) => order(erasure, ann, key))
    .then(ordered);
  given(erasures, ordered)
    .when((erasure) => order(erasure, ann, null))
    .nothing();
  given(erasures)
    .when((erasure) => forget(erasure, ann, 2))
    .nothing();
  given(erasures, ordered)
    .when((erasure) => forget(erasure, ann, 2))
    .then(forgotten);
  given(erasures, ordered)
    .when((erasure) => prove(erasure, ann, proof))
    .nothing();
  given(erasures, ordered, forgotten)
    .when((erasure) => prove(erasure, ann, proof))
    .then(proven);
  for (const again of [forget, prove] as const)
    given(erasures, ordered, forgotten, proven)
      .when((erasure) => again(erasure, ann, 0 as never))
      .nothing();
});

test('an address goes from who had it to the next who asks, and from nobody else', () => {
  const reserved = (personId: string) => ({ type: 'accounts.EmailReserved.v1', data: { personId } }) as const;
  const released = { type: 'accounts.EmailReleased.v1', data: { personId: ann } } as const;
  given(emails, reserved(ann))
    .when((known) => release(known, ann))
    .then(released);
  given(emails, reserved(ann), released, reserved('ben'))
    .when((known) => release(known, ann))
    .nothing();
  expect([reserved(ann), released, reserved('ben')].reduce(emails.evolve, emails.initial)).toEqual({ owner: 'ben' });
});

test('the report says how far it is', () => {
  const facts = [ordered, forgotten, proven].map(
    (fact, n) => ({ ...fact, position: String(n), metadata: { by: 'root', at: `2027-01-01T00:00:0${n}.000Z` } }) as Recorded<ErasureEvent>,
  );
  expect(reportOf(ann, [])).toBeNull();
  expect(reportOf(ann, facts.slice(0, 1))).toMatchObject({ phase: 'ordered', orderedBy: 'root', proof: null, position: null });
  expect(reportOf(ann, facts.slice(0, 2))).toMatchObject({ phase: 'forgotten', position: '1', sessions: 2, provenAt: null });
  expect(reportOf(ann, facts)).toMatchObject({ phase: 'proven', provenAt: '2027-01-01T00:00:02.000Z', proof });
});
