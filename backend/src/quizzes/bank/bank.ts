import type { BankEvent, Draw, Id } from '@lyceum/contracts';
import { z } from 'zod';
import type { Decider } from '../../deciding/decider.ts';

export interface Category {
  readonly categoryId: Id;
  readonly parentId: Id | null;
  readonly title: string;
}

/** Where a question of the bank lies. */
export interface Filed {
  readonly categoryId: Id | null;
  readonly tags: readonly string[];
  readonly retired: boolean;
}

/** By the last byte of the id: filing a question copies one part of 256, and a bank of any size stays quick to fold. */
type Parts = Readonly<Record<string, Readonly<Record<Id, Filed>>>>;

/** What a course's bank holds, without the questions themselves. */
export interface Bank {
  readonly categories: Readonly<Record<Id, Category>>;
  readonly parts: Parts;
}

const partOf = (questionId: Id): string => questionId.slice(-2);

export const filed = ({ parts }: Bank, questionId: Id): Filed | undefined => parts[partOf(questionId)]?.[questionId];

const withQuestion = (bank: Bank, questionId: Id, change: Partial<Filed>): Bank => {
  const part = partOf(questionId);
  const before = filed(bank, questionId) ?? { categoryId: null, tags: [], retired: false };
  return { ...bank, parts: { ...bank.parts, [part]: { ...bank.parts[part], [questionId]: { ...before, ...change } } } };
};

/** A bank of 10,000 questions has as many facts and more. */
const form = z.object({
  categories: z.record(z.string(), z.object({ categoryId: z.string(), parentId: z.string().nullable(), title: z.string() })),
  parts: z.record(
    z.string(),
    z.record(z.string(), z.object({ categoryId: z.string().nullable(), tags: z.array(z.string()), retired: z.boolean() })),
  ),
});

/** `bank-COURSEID`: categories, and which question lies where. */
export const banks: Decider<Bank, BankEvent> = {
  stream: (courseId) => `bank-${courseId}`,
  initial: { categories: {}, parts: {} },
  evolve: (bank, { type, data }) => {
    switch (type) {
      case 'quizzes.CategoryAdded.v1':
      case 'quizzes.CategoryEdited.v1': {
        const { categoryId, parentId, title } = data;
        return { ...bank, categories: { ...bank.categories, [categoryId]: { categoryId, parentId, title } } };
      }
      case 'quizzes.CategoryRemoved.v1': {
        const { [data.categoryId]: _, ...categories } = bank.categories;
        return { ...bank, categories };
      }
      case 'quizzes.QuestionFiled.v1':
        return withQuestion(bank, data.questionId, { categoryId: data.categoryId, tags: data.tags });
      case 'quizzes.QuestionRetired.v1':
        return withQuestion(bank, data.questionId, { retired: true });
      case 'quizzes.QuestionRestored.v1':
        return withQuestion(bank, data.questionId, { retired: false });
    }
  },
  snapshot: { version: 1, every: 500, form },
};

/** The category and all that lie below it. */
export function within({ categories }: Bank, categoryId: Id): ReadonlySet<Id> {
  const found = new Set([categoryId]);
  const byParent = Map.groupBy(Object.values(categories), ({ parentId }) => parentId);
  for (const id of found) for (const child of byParent.get(id) ?? []) found.add(child.categoryId);
  return found;
}

const shelves = new WeakMap<Bank, ReadonlyMap<Id | null, readonly (Filed & { questionId: Id })[]>>();

/** The questions by the category they lie in, in the order of their ids; retired ones are left out. */
function shelvesOf(bank: Bank): ReadonlyMap<Id | null, readonly (Filed & { questionId: Id })[]> {
  let known = shelves.get(bank);
  if (!known) {
    const all = Object.values(bank.parts).flatMap((part) => Object.entries(part).map(([questionId, one]) => ({ questionId, ...one })));
    const there = all.filter(({ retired }) => !retired).toSorted((a, b) => (a.questionId < b.questionId ? -1 : 1));
    known = Map.groupBy(there, ({ categoryId }) => categoryId);
    shelves.set(bank, known);
  }
  return known;
}

/** How many questions lie in each category (null: in none), retired ones left out. */
export const counts = (bank: Bank): ReadonlyMap<Id | null, number> =>
  new Map([...shelvesOf(bank)].map(([categoryId, questions]) => [categoryId, questions.length]));

const drawables = new WeakMap<Bank, Map<string, readonly Id[]>>();

/** The questions that a random place may draw. */
export function drawable(bank: Bank, { categoryId, below, tags }: Omit<Draw, 'mark'>): readonly Id[] {
  const known = drawables.get(bank) ?? new Map<string, readonly Id[]>();
  drawables.set(bank, known);
  const key = JSON.stringify([categoryId, below, tags]);
  const found = known.get(key) ?? matching(bank, { categoryId, below, tags });
  known.set(key, found);
  return found;
}

function matching(bank: Bank, { categoryId, below, tags }: Omit<Draw, 'mark'>): readonly Id[] {
  const categories = below ? within(bank, categoryId) : new Set([categoryId]);
  const lying = [...categories].flatMap((id) => shelvesOf(bank).get(id) ?? []);
  return lying.filter((question) => tags.every((tag) => question.tags.includes(tag))).map(({ questionId }) => questionId);
}
