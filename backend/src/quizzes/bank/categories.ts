import type { AddCategoryRequest, BankEvent, EditCategoryRequest, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { courses, type Course } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { banks, counts, within, type Bank } from './bank.ts';

/** What is to become of a category. */
export type CategoryChange =
  | ({ readonly kind: 'add' } & AddCategoryRequest)
  | ({ readonly kind: 'edit'; readonly categoryId: Id } & EditCategoryRequest)
  | { readonly kind: 'remove'; readonly categoryId: Id };

/** The staff of a course put the categories of its bank in order. */
export class ChangeCategory extends Command<Written<{ categoryId: Id } | undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly change: CategoryChange,
  ) {
    super();
  }
}

function add(bank: Bank, courseId: Id, categoryId: Id, { title, parentId }: AddCategoryRequest): Decision<BankEvent> {
  if (parentId !== null && !bank.categories[parentId]) return refuse('category-not-found');
  return accept({ type: 'quizzes.CategoryAdded.v1', data: { courseId, categoryId, parentId, title } });
}

function edit(bank: Bank, courseId: Id, categoryId: Id, change: EditCategoryRequest): Decision<BankEvent> {
  const category = bank.categories[categoryId];
  if (!category) return refuse('category-not-found');
  const { title = category.title, parentId = category.parentId } = change;
  if (parentId !== null && !bank.categories[parentId]) return refuse('category-not-found');
  if (parentId !== null && within(bank, categoryId).has(parentId)) return refuse('category-within-itself');
  if (title === category.title && parentId === category.parentId) return nothing();
  return accept({ type: 'quizzes.CategoryEdited.v1', data: { courseId, categoryId, parentId, title } });
}

function remove(bank: Bank, courseId: Id, categoryId: Id): Decision<BankEvent> {
  if (!bank.categories[categoryId]) return refuse('category-not-found');
  if (counts(bank).has(categoryId) || within(bank, categoryId).size > 1)
    return refuse('category-not-empty', {
      detail: 'Move its questions and categories elsewhere first: nothing is lost by removing it then.',
    });
  return accept({ type: 'quizzes.CategoryRemoved.v1', data: { courseId, categoryId } });
}

export function decide(
  bank: Bank,
  course: Course,
  newCategory: Id,
  { who, courseId, change }: Pick<ChangeCategory, 'who' | 'courseId' | 'change'>,
): Decision<BankEvent> {
  const bar = barred(course, who);
  if (bar) return refuse(bar);
  switch (change.kind) {
    case 'add':
      return add(bank, courseId, newCategory, change);
    case 'edit':
      return edit(bank, courseId, change.categoryId, change);
    case 'remove':
      return remove(bank, courseId, change.categoryId);
  }
}

@CommandHandler(ChangeCategory)
export class ChangeCategoryHandler implements ICommandHandler<ChangeCategory> {
  constructor(private readonly streams: Streams) {}

  async execute(command: ChangeCategory): Promise<Written<{ categoryId: Id } | undefined>> {
    const { context, courseId, change } = command;
    const made = createdId(context, 'category');
    const changed = await this.streams.decide(banks, courseId, context, (bank, course: Course) => decide(bank, course, made, command), {
      seeing: (see) => see(courses, courseId),
    });
    if (change.kind === 'remove') return answer(changed, undefined);
    return answer(changed, { categoryId: change.kind === 'add' ? made : change.categoryId });
  }
}
