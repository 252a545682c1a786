import { z } from 'zod';
import { Activity, Actor, Agent, Context, Group, Iri, Result, StatementRef, Timestamp, Uuid, Verb, XapiAttachment } from './parts.ts';

/** The verb that takes another statement back. */
export const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

const base = {
  actor: Actor,
  verb: Verb,
  result: Result.optional(),
  context: Context.optional(),
  timestamp: Timestamp.optional(),
  attachments: z.array(XapiAttachment).optional(),
};
const Target = [Activity, Agent.and(z.object({ objectType: z.literal('Agent') })), Group, StatementRef] as const;

type About = { readonly object: { readonly objectType?: string | undefined }; readonly context?: z.infer<typeof Context> | undefined };
const isActivity = ({ object }: About): boolean => object.objectType === undefined || object.objectType === 'Activity';
/** Revision and platform are of activities. */
const fits = (statement: About): boolean =>
  isActivity(statement) || (statement.context?.revision === undefined && statement.context?.platform === undefined);
const REVISION = 'revision and platform belong to a statement about an activity';

const SubStatement = z.strictObject({ objectType: z.literal('SubStatement'), ...base, object: z.union(Target) }).refine(fits, REVISION);

/** A statement as another system sends it. What the academy says of it (`stored`, `authority`, `version`) is not taken over. */
export const Statement = z
  .strictObject({
    id: Uuid.optional(),
    ...base,
    object: z.union([...Target, SubStatement]),
    stored: Timestamp.optional(),
    authority: Actor.optional(),
    version: z
      .string()
      .regex(/^1\.0(?:\.\d+)?$/, 'version 1.0')
      .optional(),
  })
  .refine(fits, REVISION)
  .refine(({ verb, object }) => verb.id !== VOIDED || object.objectType === 'StatementRef', 'what is voided is a statement')
  .meta({ id: 'Statement' });
export type Statement = z.infer<typeof Statement>;

/** The most statements that are taken in by one request, and that are answered at once. */
export const STATEMENTS_AT_ONCE = 500;
export const MOST_STATEMENTS = 100;

/** `POST /api/xapi/statements`: one or many. */
export const StatementsRequest = z.union([Statement, z.array(Statement).min(1).max(STATEMENTS_AT_ONCE)]).meta({ id: 'StatementsRequest' });
export type StatementsRequest = z.infer<typeof StatementsRequest>;

/** A parameter of a query that is JSON. */
const inJson = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'this is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** How a statement is answered: as it is, or with no more than the ids of what it is about. */
const Format = z.enum(['exact', 'ids', 'canonical']);

/**
 * `GET /api/xapi/statements`. With `statementId` or `voidedStatementId` that one alone; otherwise those that fit, newest first. `cursor` is
 * what `more` carries.
 */
export const StatementsQuery = z
  .strictObject({
    statementId: Uuid.optional(),
    voidedStatementId: Uuid.optional(),
    agent: inJson(Actor).optional(),
    verb: Iri.optional(),
    activity: Iri.optional(),
    registration: Uuid.optional(),
    related_activities: Flag.optional(),
    related_agents: Flag.optional(),
    since: Timestamp.optional(),
    until: Timestamp.optional(),
    limit: z.coerce.number().int().min(0).optional(),
    format: Format.optional(),
    attachments: Flag.optional(),
    ascending: Flag.optional(),
    cursor: z.string().max(500).optional(),
  })
  .refine(
    ({ statementId, voidedStatementId, format: _, attachments: __, ...filters }) =>
      (statementId === undefined && voidedStatementId === undefined) ||
      (!(statementId !== undefined && voidedStatementId !== undefined) && Object.values(filters).every((filter) => filter === undefined)),
    'with an id of a statement there are no other filters',
  );
export type StatementsQuery = z.infer<typeof StatementsQuery>;

/** `PUT /api/xapi/statements`. */
export const StatementIdQuery = z.strictObject({ statementId: Uuid });
export type StatementIdQuery = z.infer<typeof StatementIdQuery>;

/** Statements, and where there are more of them (a path of the academy, empty where there are none); or the one that was asked for. */
export const StatementResult = z.object({ statements: z.array(z.looseObject({})), more: z.string() }).meta({ id: 'StatementResult' });
export type StatementResult = z.infer<typeof StatementResult>;
export const StatementAnswer = z.union([StatementResult, z.looseObject({ id: Uuid })]).meta({ id: 'StatementAnswer' });

export const XapiAbout = z.object({ version: z.array(z.string()) }).meta({ id: 'XapiAbout' });
export type XapiAbout = z.infer<typeof XapiAbout>;

/** `GET /api/xapi/agents`: a Person object has lists of all by which somebody is known. */
export const AgentQuery = z.strictObject({ agent: inJson(Agent) });
export type AgentQuery = z.infer<typeof AgentQuery>;
export const XapiPerson = z.looseObject({ objectType: z.literal('Person') }).meta({ id: 'XapiPerson' });
export type XapiPerson = z.infer<typeof XapiPerson>;

/** `GET /api/xapi/activities`. */
export const ActivityIdQuery = z.strictObject({ activityId: Iri });
export type ActivityIdQuery = z.infer<typeof ActivityIdQuery>;
export const XapiActivity = z.looseObject({ objectType: z.literal('Activity'), id: Iri }).meta({ id: 'XapiActivity' });
export type XapiActivity = z.infer<typeof XapiActivity>;
