/** What holds of every academy, whatever happened to it: read from its log, without a line of the product's own code. */
import { accounts } from '../faults/accounts.ts';
import { brokenStreams, compare, mostAtOnce } from '../faults/acknowledged.ts';
import { doubleBookings } from '../faults/double-bookings.ts';
import type { Entry } from '../harness/ledger.ts';
import type { Received } from '../harness/mail-server.ts';
import type { Acknowledged } from './acknowledged.ts';
import type { School } from './people.ts';

const REGISTERED = /^webinars\.(?:RegistrationConfirmed|WaitingListJoined)\./;
const CONFIRMED = 'webinars.RegistrationConfirmed.v1';

/** The most people who ever had a seat of a webinar at once. */
function mostSeated(ledger: readonly Entry[], webinarId: string): number {
  const seated = new Set<unknown>();
  let most = 0;
  for (const { type, data } of ledger) {
    if (data.webinarId !== webinarId) continue;
    if (type === CONFIRMED) seated.add(data.personId);
    if (type === 'webinars.RegistrationWithdrawn.v1' && data.from === 'confirmed') seated.delete(data.personId);
    most = Math.max(most, seated.size);
  }
  return most;
}

const seats = (ledger: readonly Entry[], { courses, webinars }: School): string[] => [
  ...courses.flatMap(({ courseId, seats: there }) => {
    const most = mostAtOnce(ledger, courseId);
    return most <= there ? [] : [`course ${courseId} had ${most} students on ${there} seats`];
  }),
  ...webinars.flatMap(({ webinarId, seats: there }) => {
    const most = mostSeated(ledger, webinarId);
    return most <= there ? [] : [`webinar ${webinarId} had ${most} people on ${there} seats`];
  }),
];

/** Every attempt is worth what its right answers are worth, in the answer to who handed it in and in the log. */
function scores(ledger: readonly Entry[], { scores: answered }: Acknowledged): string[] {
  const graded = new Map(
    ledger
      .filter(({ type }) => type.startsWith('quizzes.AttemptGraded.'))
      .map(({ data }) => [String(data.attemptId), (data.score as { score: number }).score]),
  );
  return [...answered].flatMap(([attemptId, { score, right }]) =>
    score === right && graded.get(attemptId) === right
      ? []
      : [`attempt ${attemptId}: ${right} right, answered as ${score}, graded as ${graded.get(attemptId)}`],
  );
}

/** Nobody is confirmed unpaid or pays twice, what came for nothing went back, and invoices are numbered without a gap. */
export function payments(ledger: readonly Entry[]): string[] {
  const wrong = accounts(ledger).flatMap((account) => {
    const { price, open, twice, confirmed, kept, paid, invoices } = account;
    const isRight =
      open === 0 &&
      twice === 0 &&
      invoices === paid &&
      confirmed <= 1 &&
      (confirmed === 0 || price === 0 || paid > 0) &&
      kept >= 0 &&
      kept <= (confirmed > 0 ? price : 0);
    return isRight ? [] : [`the payments of a booking are not settled: ${JSON.stringify(account)}`];
  });
  const numbers = ledger
    .filter(({ type }) => type === 'consultations.InvoiceIssued.v1')
    .map(({ data }) => Number(String(data.number).split('-')[1]));
  const gap = numbers.findIndex((number, index) => number !== index + 1);
  return gap < 0 ? wrong : [...wrong, `invoice ${gap + 1} is numbered ${numbers[gap]}`];
}

/** Each message has come once; a second copy only where its sender was struck between sending and hearing so. */
export function mail(ledger: readonly Entry[], received: readonly Received[], strikes: number): string[] {
  const sent = ledger.filter(({ type }) => type.startsWith('mail.MailSent.'));
  const came = received.map(({ mail: { messageId } }) => messageId ?? '');
  const [once, copies] = [new Set(came).size, came.length - new Set(came).size];
  /** How many messages a backend sends at once. */
  const UNDER_WAY = 4;
  return [
    ...(once === sent.length ? [] : [`${sent.length} messages are told to be sent, ${once} have come`]),
    ...(copies <= strikes * UNDER_WAY ? [] : [`${copies} second copies after ${strikes} faults`]),
  ];
}

/** A line for whatever does not hold. */
export const violations = (ledger: readonly Entry[], since: bigint, acknowledged: Acknowledged, school: School): string[] => {
  const meanwhile = ledger.filter(({ position }) => position > since);
  return [
    ...brokenStreams(ledger),
    ...acknowledged.disagreements(meanwhile),
    ...compare(
      'registered for a webinar',
      meanwhile
        .filter(({ type, data }) => REGISTERED.test(type) && data.from === null)
        .map(({ data }) => `${data.webinarId} ${data.personId}`),
      acknowledged.registered,
    ),
    ...seats(ledger, school),
    ...doubleBookings(ledger).doubles,
    ...scores(ledger, acknowledged),
  ];
};
