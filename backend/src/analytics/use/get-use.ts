import type { Id, Use, UseQuery } from '@lyceum/contracts';
import { ReadModels, startOf } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { scopesOf } from '../scopes.ts';
import { spanFor } from '../stretch.ts';
import { activeScopes, amongThose } from './among.ts';

/** How many people did anything, and how long they were in webinars, span by span. */
export class GetUse extends Query<Use> {
  constructor(readonly asked: UseQuery) {
    super();
  }
}

@QueryHandler(GetUse)
export class GetUseHandler implements IQueryHandler<GetUse> {
  constructor(
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ asked: { from, to, span: wanted, role, ...whose } }: GetUse): Promise<Use> {
    const span = spanFor(from, to, wanted);
    const scopes = activeScopes(await scopesOf(this.models, whose));
    const [people, watched] = await Promise.all([
      scopes.length === 0
        ? new Map<string, number>()
        : this.models.active.spans(span, from, to, scopes, await amongThose(this.models, role)),
      this.models.watched.byDay(from, to, this.clock.now(), await this.rooms(scopes)),
    ]);
    const seconds = new Map<string, number>();
    for (const [day, more] of watched) {
      const start = startOf(span, `${day}T00:00:00.000Z`)!.slice(0, 10);
      seconds.set(start, (seconds.get(start) ?? 0) + more);
    }
    const starts = [...new Set([...people.keys(), ...seconds.keys()])].toSorted();
    const items = starts.map((start) => ({ start, people: people.get(start) ?? 0, watched: Math.round(seconds.get(start) ?? 0) }));
    return { span, items };
  }

  /** The webinars of the courses that are looked at; null for all. */
  private async rooms(scopes: readonly string[]): Promise<readonly Id[] | null> {
    if (scopes.includes('all')) return null;
    const webinars = await Promise.all(scopes.map((scope) => this.models.webinars.ofCourse(scope.slice('course:'.length))));
    return webinars.flat().map(({ webinarId }) => webinarId);
  }
}
