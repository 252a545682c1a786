import type { StreamState } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog, ShutFact } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { loggedFacts } from './entries.ts';
import { foldableOf, type Foldable } from './foldable.ts';
import { changesBetween, shownState } from './shown-state.ts';

/** What a stream comes to at a revision, by the fold that commands decide on, and what the fact of that revision changed. */
export class GetStreamState extends Query<StreamState> {
  constructor(
    readonly stream: string,
    readonly revision: number | undefined,
  ) {
    super();
  }
}

/** Facts that are read at once. */
const PART = 1000;

@QueryHandler(GetStreamState)
export class GetStreamStateHandler implements IQueryHandler<GetStreamState> {
  constructor(
    private readonly models: ReadModels,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ stream, revision: asked }: GetStreamState): Promise<StreamState> {
    const [newest] = await this.log.lookInto(stream, { backwards: true, count: 1 });
    if (!newest) throw new Refused({ code: 'stream-not-found' });
    const revision = Math.min(asked ?? newest.revision, newest.revision);
    const foldable = foldableOf(stream);
    const { before, after, fact } = await this.foldedTo(stream, revision, foldable);
    const [was, is] = [shownState(before), shownState(after)];
    const [logged] = await loggedFacts(this.models, [fact]);
    return {
      stream,
      revision: fact.revision,
      last: newest.revision,
      state: foldable ? is : null,
      changes: foldable ? [...changesBetween(was, is)] : [],
      fact: logged!,
    };
  }

  /** A stream may begin behind a truncation, and may be deleted while it is read. */
  private async foldedTo(stream: string, revision: number, foldable: Foldable | undefined) {
    let [before, after]: unknown[] = [foldable?.initial, foldable?.initial];
    let fact: ShutFact | undefined;
    for (let from = foldable ? 0 : revision; from <= revision; from = (fact?.revision ?? revision) + 1) {
      const facts = await this.log.lookInto(stream, { from, count: Math.min(PART, revision - from + 1) });
      if (facts.length === 0) break;
      for (const one of facts) {
        if (one.revision > revision) break;
        fact = one;
        before = after;
        // What this program does not know cannot have meant anything to it.
        if (foldable && one.current) after = foldable.evolve(after, one.current);
      }
    }
    if (!fact) throw new Refused({ code: 'stream-not-found' });
    return { before, after, fact };
  }
}
