import { runName, type AcademyEvent, type Id } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { bookingCancelled, bookingHeld } from '../testing/consultations.ts';
import { enrolled, submitted } from '../testing/facts.ts';
import { at, history, id, recorded, rowsOf } from '../testing/history.ts';
import { automation } from './projection.ts';

const of = { bookingId: id(1), instructorId: id(2), studentId: id(3) };
const stream = `history-${id(1)}`;
const tell = (revision: number) => `when-booking-changes-then-tell ${stream}@${revision}`;
const failed = (tries: number, next: string | null): AcademyEvent => ({
  type: 'automation.ReactionFailed.v1',
  data: { name: 'when-booking-changes-then-tell', stream, revision: 0, reason: 'no pen', tries, next },
});
const madeUp: AcademyEvent = {
  type: 'automation.ReactionMadeUp.v1',
  data: { name: 'when-booking-changes-then-tell', stream, revision: 0 },
};
/** A fact that a run recorded. */
const effect = (fact: AcademyEvent, number: number, run: string, causationId: Id = id(7)) => {
  const plain = recorded(fact, number);
  return { ...plain, metadata: { ...plain.metadata, run, causationId } };
};

test('a fact sets off each reaction to it, and what concerns none leaves no row', () => {
  const facts = history(enrolled(id(1), id(3)), bookingCancelled(of));
  const rows = rowsOf(automation, facts);
  expect([...rows.keys()]).toEqual([tell(1), `when-booking-ends-then-refund ${stream}@1`]);
  expect(rows.get(tell(1))).toMatchObject({ factId: facts[1]!.id, since: '128', state: 'done', tries: 1, effects: 0, at: at(1) });
});

test('a reaction that fails says why, how often and when it is tried again, until it is made up for or given up', () => {
  const state = (...facts: AcademyEvent[]) => rowsOf(automation, history(bookingHeld(of, at(60)), ...facts)).get(tell(0));
  expect(state(failed(1, at(5)))).toMatchObject({ state: 'failed', reason: 'no pen', tries: 1, next: at(5) });
  expect(state(failed(1, at(5)), madeUp)).toMatchObject({ state: 'done', reason: null, tries: 2, next: null });
  expect(state(failed(55, null))).toMatchObject({ state: 'given-up', tries: 55, next: null });
});

test('what was recorded long after it happened has no effect where that is to be fresh, but moves money all the same', () => {
  const late = { ...recorded(bookingCancelled(of), 0), recorded: at(60 * 24 * 2) };
  const states = [...rowsOf(automation, [late]).values()].map((row) => [row.automation, row.state]);
  expect(states).toEqual([
    ['when-booking-changes-then-tell', 'passed-over'],
    ['when-booking-ends-then-refund', 'done'],
  ]);
});

test('whatever a run records is counted as its effect, with what caused it', () => {
  const run = runName('end-attempt', id(4));
  const attempt = { attemptId: id(4), quizId: id(5), courseId: id(6), studentId: id(3) };
  const facts = [effect(submitted(attempt, 'timer'), 3, run), effect(enrolled(id(1), id(3)), 4, run)];
  expect(rowsOf(automation, facts).get(run)).toMatchObject({
    automation: 'end-attempt',
    key: id(4),
    factId: id(7),
    state: 'done',
    effects: 2,
    effect: { id: facts[1]!.id, type: 'enrolments.StudentEnrolled.v1' },
  });
});

test('the way of a message is its own: under way, failed, ordered again, sent; what the server answered stays in the mailbox', () => {
  const run = runName('send-mail', id(8));
  const mail = { mailId: id(8), personId: id(3) };
  const begun = effect({ type: 'mail.DeliveryBegun.v1', data: { ...mail, number: 1, until: at(9) } }, 1, run);
  const gone = effect({ type: 'mail.DeliveryFailed.v1', data: { ...mail, reason: '550 ann@example.org', next: null } }, 2, run);
  const again = effect({ type: 'mail.DeliveryOrdered.v1', data: { ...mail, operatorId: id(9) } }, 3, run);
  const sent = effect({ type: 'mail.MailSent.v1', data: mail }, 4, run);
  const states = [1, 2, 3, 4].map((n) => rowsOf(automation, [begun, gone, again, sent].slice(0, n)).get(run));
  expect(states.map((row) => row?.state)).toEqual(['running', 'given-up', 'again', 'done']);
  expect(JSON.stringify(states)).not.toContain('example.org');
});

test('what the clock could not do is told, and who ordered it again', () => {
  const run = runName('close-room', `room ${id(1)}`);
  const due = { name: 'close-room', key: `room ${id(1)}` };
  const facts = history(
    { type: 'automation.DueFailed.v1', data: { ...due, at: at(0), reason: 'away', tries: 2, next: at(3) } },
    { type: 'automation.RunAgainOrdered.v1', data: { ...due, operatorId: id(9) } },
    { type: 'automation.DueMadeUp.v1', data: due },
  );
  expect(rowsOf(automation, facts.slice(0, 1)).get(run)).toMatchObject({ state: 'failed', reason: 'away', tries: 2, next: at(3) });
  expect(rowsOf(automation, facts.slice(0, 2)).get(run)).toMatchObject({ state: 'again', ordered: { by: id(9), at: at(1) } });
  expect(rowsOf(automation, facts).get(run)).toMatchObject({ state: 'done', tries: 3, reason: null });
});
