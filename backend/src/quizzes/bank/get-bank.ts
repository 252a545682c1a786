import type { BankOutline, Id } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { banks, counts, type Bank } from './bank.ts';

/** The bank of a course in outline, for its staff. */
export class GetBank extends Query<{ outline: BankOutline; revision: number }> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
  ) {
    super();
  }
}

const byTitle = new Intl.Collator('en', { numeric: true });

export function outlineOf(bank: Bank): BankOutline {
  const lying = counts(bank);
  const all = Object.values(bank.parts).flatMap((part) => Object.values(part));
  const there = all.filter(({ retired }) => !retired);
  return {
    categories: Object.values(bank.categories)
      .map((category) => ({ ...category, questions: lying.get(category.categoryId) ?? 0 }))
      .toSorted((a, b) => byTitle.compare(a.title, b.title)),
    unfiled: lying.get(null) ?? 0,
    total: there.length,
    retired: all.length - there.length,
    tags: [...new Set(there.flatMap(({ tags }) => tags))].toSorted(byTitle.compare),
  };
}

@QueryHandler(GetBank)
export class GetBankHandler implements IQueryHandler<GetBank> {
  constructor(private readonly streams: Streams) {}

  async execute({ who, courseId }: GetBank): Promise<{ outline: BankOutline; revision: number }> {
    const [{ state: course }, { state: bank, revision }] = await Promise.all([
      this.streams.look(courses, courseId),
      this.streams.look(banks, courseId),
    ]);
    const bar = barred(course, who);
    if (bar) throw new Refused({ code: bar });
    return { outline: outlineOf(bank), revision };
  }
}
