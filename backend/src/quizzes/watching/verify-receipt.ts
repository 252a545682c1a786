import type { AttemptEvent, Id, ReceiptVerified, Recorded } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { AttemptFacts } from '../attempts/attempt-facts.ts';
import { digestOf } from '../attempts/attempt.ts';
import { Receipts, type Said } from '../attempts/receipt.ts';

/** Is a receipt one that the academy gave, and what does it prove? */
export class VerifyReceipt extends Query<ReceiptVerified> {
  constructor(
    readonly who: Asker,
    readonly receipt: string,
  ) {
    super();
  }
}

/** What the log says of the attempt that a receipt is about. */
function details(facts: readonly Recorded<AttemptEvent>[], { revision, digest }: Said): Omit<ReceiptVerified, 'valid' | 'student'> {
  const [started] = facts;
  const submitted = facts.find(({ type }) => type === 'quizzes.AttemptSubmitted.v1');
  if (started?.type !== 'quizzes.AttemptStarted.v2') return {};
  const about = { quizTitle: started.data.paper.title, number: started.data.number };
  const named = facts.find((fact) => fact.revision === revision);
  if (submitted?.type !== 'quizzes.AttemptSubmitted.v1' || !named) return { ...about, recorded: false };
  const { by, answers } = submitted.data;
  const recorded = digestOf(answers) === digest;
  return { ...about, recorded, submittedAt: submitted.metadata.at, by, revision, position: named.position };
}

@QueryHandler(VerifyReceipt)
export class VerifyReceiptHandler implements IQueryHandler<VerifyReceipt> {
  constructor(
    private readonly receipts: Receipts,
    private readonly facts: AttemptFacts,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, receipt }: VerifyReceipt): Promise<ReceiptVerified> {
    const said = this.receipts.read(receipt);
    if (!said) return { valid: false };
    const { attemptId } = said;
    const facts = await this.seenBy(who, attemptId);
    const studentId = facts?.[0]?.data.studentId;
    if (!facts || !studentId) return { valid: true, attemptId };
    const names = await this.models.people.names([studentId]);
    return { valid: true, attemptId, ...details(facts, said), student: { personId: studentId, name: names.get(studentId) ?? null } };
  }

  private async seenBy(who: Asker, attemptId: Id) {
    try {
      return await this.facts.for(who, attemptId);
    } catch (error) {
      if (error instanceof Refused && error.refusal.code === 'attempt-not-found') return undefined;
      throw error;
    }
  }
}
