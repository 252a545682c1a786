import type { AttemptEvent, EventOf, FactChain, FactLine, Id, Recorded, Shown } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { people } from '../../accounts/person.ts';
import { Clock } from '../../api/clock.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { Showing } from '../review/showing.ts';
import { AttemptFacts } from './attempt-facts.ts';
import { submittedAt } from './attempt-record.ts';

/** The facts behind a grade: who did what, when, and where it is recorded. */
export class GetAttemptFacts extends Query<FactChain> {
  constructor(
    readonly who: Asker,
    readonly attemptId: Id,
  ) {
    super();
  }
}

function gradedValues({ score, former, cause }: EventOf<'quizzes.AttemptGraded.v2'>['data'], { marks }: Shown): FactLine['values'] {
  if (!marks) return { score: null, maxScore: score.maxScore, former: null, cause: cause.kind };
  const grade = { score: score.score, maxScore: score.maxScore, former: former?.score ?? null, cause: cause.kind };
  if (cause.kind !== 'marked') return grade;
  const { slot, mark, reason } = cause;
  const maxMark = score.marks.find((one) => one.slot === slot)?.maxMark ?? null;
  return { ...grade, slot, mark, maxMark, reason };
}

/** What the sentence about a fact is made of. */
function values({ type, data }: AttemptEvent, shown: Shown): FactLine['values'] {
  switch (type) {
    case 'quizzes.AttemptStarted.v2':
      return { title: data.paper.title, number: data.number, questions: data.paper.slots.length, deadline: data.deadline };
    case 'quizzes.AnswerSaved.v1':
      return { slot: data.slot, sequence: data.sequence };
    case 'quizzes.AnswerChecked.v1':
      return { slot: data.slot, try: data.try };
    case 'quizzes.AttemptSubmitted.v1':
      return { by: data.by, answers: Object.keys(data.answers).length };
    case 'quizzes.DeadlineMoved.v1':
      return { deadline: data.deadline };
    case 'quizzes.AttemptAbandoned.v1':
      return {};
    case 'quizzes.AttemptGraded.v2':
      return gradedValues(data, shown);
  }
}

const NAME_AGE = 60_000;

@QueryHandler(GetAttemptFacts)
export class GetAttemptFactsHandler implements IQueryHandler<GetAttemptFacts> {
  constructor(
    private readonly facts: AttemptFacts,
    private readonly streams: Streams,
    private readonly showing: Showing,
    private readonly clock: Clock,
  ) {}

  async execute({ who, attemptId }: GetAttemptFacts): Promise<FactChain> {
    const facts = await this.facts.for(who, attemptId);
    const [first] = facts;
    if (!first) throw new Refused({ code: 'attempt-not-found' });
    const shown = await this.showing.to(who, first.data, submittedAt(facts), this.clock.now());
    const names = await this.namesOf(facts.flatMap(({ metadata: { by } }) => by ?? []));
    return { items: facts.map((fact) => this.line(fact, names, shown)) };
  }

  private line(fact: Recorded<AttemptEvent>, names: ReadonlyMap<Id, string | null>, shown: Shown): FactLine {
    const { id, type, stream, revision, position, recorded, metadata } = fact;
    const { at, by } = metadata;
    const person = by === null ? null : { personId: by, name: names.get(by) ?? null };
    return { id, type, at, recorded, by: person, stream, revision, position, values: values(fact, shown) };
  }

  /** Names from the people's own streams: the chain of facts is there also while the read models are not. */
  private async namesOf(personIds: readonly Id[]): Promise<ReadonlyMap<Id, string | null>> {
    const named = [...new Set(personIds)].map(async (personId) => {
      const { state: person } = await this.streams.look(people, personId, NAME_AGE);
      return [personId, person.phase === 'none' ? null : person.name] as const;
    });
    return new Map(await Promise.all(named));
  }
}
