import { z } from 'zod';
import { Id, Instant, PageQuery, pageOf } from '../values.ts';
import { QuestionDraft } from './question.ts';

const Title = z.string().trim().min(1).max(200);
export const Tag = z.string().trim().toLowerCase().min(1).max(60);
const Tags = z
  .array(Tag)
  .max(20)
  .transform((tags) => [...new Set(tags)]);

export const AddCategoryRequest = z
  .strictObject({ title: Title, parentId: Id.nullable().default(null) })
  .meta({ id: 'AddCategoryRequest' });
export type AddCategoryRequest = z.infer<typeof AddCategoryRequest>;
export const EditCategoryRequest = z
  .strictObject({ title: Title.optional(), parentId: Id.nullable().optional() })
  .meta({ id: 'EditCategoryRequest' });
export type EditCategoryRequest = z.infer<typeof EditCategoryRequest>;
export const CategoryStands = z.object({ categoryId: Id }).meta({ id: 'CategoryStands' });

/** A category of a bank; `questions` are those that lie in it itself. */
export const BankCategory = z
  .object({ categoryId: Id, parentId: Id.nullable(), title: z.string(), questions: z.int() })
  .meta({ id: 'BankCategory' });
export type BankCategory = z.infer<typeof BankCategory>;

/** The bank of a course without its questions: categories, how many lie in none, and every tag in use. */
export const BankOutline = z
  .object({ categories: z.array(BankCategory), unfiled: z.int(), retired: z.int(), total: z.int(), tags: z.array(z.string()) })
  .meta({ id: 'BankOutline' });
export type BankOutline = z.infer<typeof BankOutline>;

export const BankQuery = PageQuery.extend({
  search: z.string().trim().max(200).optional(),
  /** The id of a category, or `none` for the questions that lie in none. */
  category: z.union([Id, z.literal('none')]).optional(),
  tag: Tag.optional(),
  retired: z.stringbool().default(false),
});
export type BankQuery = z.infer<typeof BankQuery>;

/** A question of the bank as lists show it; `text` is its beginning. */
export const BankItem = z
  .object({
    questionId: Id,
    version: z.int(),
    type: z.string(),
    title: z.string(),
    text: z.string(),
    mark: z.number(),
    categoryId: Id.nullable(),
    tags: z.array(z.string()),
    retired: z.boolean(),
    writtenAt: Instant,
  })
  .meta({ id: 'BankItem' });
export type BankItem = z.infer<typeof BankItem>;
export const BankPage = pageOf(BankItem).meta({ id: 'BankPage' });

/** Where a question lies. */
export const BankPlace = z.strictObject({ categoryId: Id.nullable().default(null), tags: Tags.default([]) }).meta({ id: 'BankPlace' });
export type BankPlace = z.infer<typeof BankPlace>;
export const WriteBankQuestionRequest = z
  .strictObject({ question: QuestionDraft, ...BankPlace.shape })
  .meta({ id: 'WriteBankQuestionRequest' });
export type WriteBankQuestionRequest = z.infer<typeof WriteBankQuestionRequest>;
export const ReviseBankQuestionRequest = z.strictObject({ question: QuestionDraft }).meta({ id: 'ReviseBankQuestionRequest' });
export const BankQuestionStands = z.object({ questionId: Id, version: z.int() }).meta({ id: 'BankQuestionStands' });
export type BankQuestionStands = z.infer<typeof BankQuestionStands>;

const WholeQuestion = z.looseObject({ type: z.string(), text: z.string(), mark: z.number() });
/** A question of the bank whole, keys included, with all its versions, the newest first. */
export const BankQuestionDetail = z
  .object({
    questionId: Id,
    courseId: Id,
    version: z.int(),
    question: WholeQuestion,
    categoryId: Id.nullable(),
    tags: z.array(z.string()),
    retired: z.boolean(),
    versions: z.array(
      z.object({
        version: z.int(),
        at: Instant,
        by: z.object({ personId: Id, name: z.string().nullable() }).nullable(),
        question: WholeQuestion,
      }),
    ),
  })
  .meta({ id: 'BankQuestionDetail' });
export type BankQuestionDetail = z.infer<typeof BankQuestionDetail>;

/** Questions of the bank that a quiz takes over, as they are now. */
export const TakeFromBankRequest = z.strictObject({ questionIds: z.array(Id).min(1).max(200) }).meta({ id: 'TakeFromBankRequest' });
export type TakeFromBankRequest = z.infer<typeof TakeFromBankRequest>;
/** What a random place draws from. */
export const DrawRequest = z
  .strictObject({
    categoryId: Id,
    below: z.boolean().default(true),
    tags: Tags.default([]),
    mark: z.number().positive().max(1000).default(1),
  })
  .meta({ id: 'DrawRequest' });
export type DrawRequest = z.infer<typeof DrawRequest>;
export const AddDrawsRequest = z
  .strictObject({ ...DrawRequest.shape, count: z.int().min(1).max(100).default(1) })
  .meta({ id: 'AddDrawsRequest' });
export type AddDrawsRequest = z.infer<typeof AddDrawsRequest>;
export const PlacesAdded = z.object({ questionIds: z.array(Id) }).meta({ id: 'PlacesAdded' });
export const MoveQuestionRequest = z.strictObject({ to: z.int().min(0).max(2000) }).meta({ id: 'MoveQuestionRequest' });
