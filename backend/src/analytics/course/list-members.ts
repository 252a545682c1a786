import type { CourseMembers, CourseMembersQuery, Id } from '@lyceum/contracts';
import { CursorInvalid, ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import type { Asker } from '../../courses/staff.ts';
import { CourseReader, type ReadCourse } from './course-reader.ts';
import { dateOf } from './days.ts';
import { inOrder, isWanted, memberLine } from './member-lines.ts';
import { Risks, type Assessed } from './risk/risks.ts';
import type { Standing } from './standing.ts';
import { datesOf, timesOf, weeksOf } from './weeks.ts';

/** The people of a course week by week, and who of them is at risk, for its staff. */
export class ListMembers extends Query<CourseMembers> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
    readonly asked: CourseMembersQuery,
  ) {
    super();
  }
}

/** Names for the order of a list are kept for so long, in milliseconds; those that are shown are read each time. */
const NAMES_KEPT = 30_000;

type Names = ReadonlyMap<Id, string | null>;
const NAMELESS: Names = new Map();

/** Everybody as they were sorted by these names. */
interface Order {
  readonly names: Names;
  readonly all: readonly Standing[];
}

@QueryHandler(ListMembers)
export class ListMembersHandler implements IQueryHandler<ListMembers> {
  readonly #orders = new WeakMap<Assessed, Map<string, Order>>();
  readonly #names = new WeakMap<ReadCourse['cohort'], { readonly until: number; readonly names: Names }>();

  constructor(
    private readonly reader: CourseReader,
    private readonly risks: Risks,
    private readonly models: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ who, courseId, asked }: ListMembers): Promise<CourseMembers> {
    const { asOf, sort, cursor, limit, ...wanted } = asked;
    const course = await this.reader.forStaff(who, courseId, asOf);
    const assessed = await this.risks.of(course);
    const { risks, model } = assessed;
    const ordered = await this.ordered(course, sort, assessed);
    const sorted = ordered.filter((one) => isWanted(course, one, risks.get(one.member.personId), wanted));
    const from = cursor === undefined ? 0 : after(sorted, cursor);
    const shown = sorted.slice(from, from + limit);
    const weeks = weeksOf(course);
    const named = await this.models.people.names(shown.map(({ member }) => member.personId));
    const items = shown.map((one) => {
      const { personId } = one.member;
      return memberLine(course, one, weeks, risks.get(personId), named.get(personId) ?? null);
    });
    return {
      items,
      next: from + limit < sorted.length ? (shown.at(-1)?.member.personId ?? null) : null,
      asOf: dateOf(course.frame.day),
      times: timesOf(course),
      weeks: datesOf(weeks),
      most: Math.max(0, ...items.flatMap((item) => item.weeks)),
      people: sorted.length,
      model,
    };
  }

  /** Everybody in their order, which is kept as long as nothing changes. */
  private async ordered(course: ReadCourse, sort: CourseMembersQuery['sort'], assessed: Assessed): Promise<readonly Standing[]> {
    const names = sort === 'name' ? await this.names(course) : NAMELESS;
    const by = this.#orders.get(assessed) ?? new Map<string, Order>();
    this.#orders.set(assessed, by);
    const known = by.get(sort);
    if (known?.names === names) return known.all;
    const all = inOrder(sort, this.reader.standings(course).all, assessed.risks, (personId) => names.get(personId) ?? null);
    by.set(sort, { names, all });
    return all;
  }

  private async names({ cohort }: ReadCourse): Promise<Names> {
    const now = this.clock.time();
    const kept = this.#names.get(cohort);
    if (kept && kept.until > now) return kept.names;
    const names = await this.models.people.names(cohort.members.map(({ personId }) => personId));
    this.#names.set(cohort, { until: now + NAMES_KEPT, names });
    return names;
  }
}

/** The place after the person that the former page ended with. @throws CursorInvalid */
function after(sorted: readonly Standing[], cursor: string): number {
  const at = sorted.findIndex(({ member }) => member.personId === cursor);
  if (at < 0) throw new CursorInvalid('The list has changed, or the cursor is not one that a page of it gave: begin again.');
  return at + 1;
}
