import { z } from 'zod';
import { Id } from '../values.ts';
import { ExceptionRules } from './rules.ts';

/** Other rules for one person or group: at least one of them. Whoever has an exception already gets this one in its place. */
export const GrantExceptionRequest = z
  .strictObject({
    of: z.union([z.strictObject({ personId: Id }), z.strictObject({ groupId: Id })]),
    rules: ExceptionRules.refine((rules) => Object.keys(rules).length > 0, 'At least one rule must be another one'),
  })
  .meta({ id: 'GrantExceptionRequest' });
export type GrantExceptionRequest = z.infer<typeof GrantExceptionRequest>;

/** `moved` is how many attempts under way have a later deadline by it. */
export const ExceptionGranted = z.object({ exceptionId: Id, moved: z.int() }).meta({ id: 'ExceptionGranted' });
export type ExceptionGranted = z.infer<typeof ExceptionGranted>;

export const QuizException = z
  .object({
    exceptionId: Id,
    of: z.union([z.object({ personId: Id, name: z.string().nullable() }), z.object({ groupId: Id, name: z.string().nullable() })]),
    rules: ExceptionRules,
  })
  .meta({ id: 'QuizException' });
export type QuizException = z.infer<typeof QuizException>;

export const QuizExceptions = z.object({ items: z.array(QuizException) }).meta({ id: 'QuizExceptions' });
export type QuizExceptions = z.infer<typeof QuizExceptions>;
