import { z } from 'zod';

/** Rules of the Experience API 1.0.3, part two (data): https://github.com/adlnet/xAPI-Spec/blob/1.0.3/xAPI-Data.md. */
export const XAPI_VERSION = '1.0.3';

export const Uuid = z.uuid().toLowerCase();
export const Iri = z
  .string()
  .max(2000)
  .regex(/^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i, 'an absolute IRI');
const LanguageTag = z.string().regex(/^(?:[a-z]{1,8})(?:-[a-z\d]{1,8})*$/i, 'a language tag such as en-GB');
const LanguageMap = z.record(LanguageTag, z.string());
const Extensions = z.record(Iri, z.json());
/** With a zone or without; an offset of -00:00 says nothing. */
export const Timestamp = z
  .string()
  .max(60, { abort: true })
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/, 'an instant of ISO 8601')
  .refine((text) => !/-00(?::?00)?$/.test(text), 'an offset of -00:00 is none')
  .refine((text) => !Number.isNaN(timeOf(text)), 'an instant of ISO 8601');
const Duration = z
  .string()
  .regex(
    /^P(?!$)(?:\d+(?:[.,]\d+)?W|(?:\d+(?:[.,]\d+)?Y)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?D)?(?:T(?=\d)(?:\d+(?:[.,]\d+)?H)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?S)?)?)$/,
    'a duration of ISO 8601',
  );

/** Milliseconds since the epoch; what names no zone is taken as UTC. */
export function timeOf(timestamp: string): number {
  const [, head = timestamp, zone = 'Z'] = /^(.*?T[^Z+-]*)(Z|[+-].*)?$/.exec(timestamp) ?? [];
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return Date.parse(head.replace(',', '.') + offset);
}

const identifiers = {
  mbox: z
    .string()
    .regex(/^mailto:[^\s@]+@[^\s@]+$/, 'mailto: and an address')
    .optional(),
  mbox_sha1sum: z
    .string()
    .regex(/^[\da-f]{40}$/i, 'a SHA-1 sum')
    .optional(),
  openid: Iri.optional(),
  account: z.strictObject({ homePage: Iri, name: z.string().min(1) }).optional(),
};
type Identified = { readonly [Name in keyof typeof identifiers]?: unknown };
const howMany = ({ mbox, mbox_sha1sum, openid, account }: Identified): number =>
  [mbox, mbox_sha1sum, openid, account].filter((one) => one !== undefined).length;

export const Agent = z
  .strictObject({ objectType: z.literal('Agent').optional(), name: z.string().optional(), ...identifiers })
  .refine((agent) => howMany(agent) === 1, 'one of mbox, mbox_sha1sum, openid and account');
export type Agent = z.infer<typeof Agent>;
export const Group = z
  .strictObject({ objectType: z.literal('Group'), name: z.string().optional(), member: z.array(Agent).optional(), ...identifiers })
  .refine((group) => howMany(group) <= 1, 'at most one of mbox, mbox_sha1sum, openid and account')
  .refine((group) => howMany(group) === 1 || (group.member?.length ?? 0) > 0, 'members, or one of mbox, mbox_sha1sum, openid and account');
export const Actor = z.union([Agent, Group]);
export type Actor = z.infer<typeof Actor>;

export const Verb = z.strictObject({ id: Iri, display: LanguageMap.optional() });

const Component = z.strictObject({ id: z.string().min(1), description: LanguageMap.optional() });
const Components = z
  .array(Component)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'components with ids of their own')
  .optional();
const LISTS = {
  choices: ['choice', 'sequencing'],
  scale: ['likert'],
  source: ['matching'],
  target: ['matching'],
  steps: ['performance'],
} as const;
const Definition = z
  .strictObject({
    name: LanguageMap.optional(),
    description: LanguageMap.optional(),
    type: Iri.optional(),
    moreInfo: Iri.optional(),
    interactionType: z
      .enum(['true-false', 'choice', 'fill-in', 'long-fill-in', 'matching', 'performance', 'sequencing', 'likert', 'numeric', 'other'])
      .optional(),
    correctResponsesPattern: z.array(z.string()).optional(),
    choices: Components,
    scale: Components,
    source: Components,
    target: Components,
    steps: Components,
    extensions: Extensions.optional(),
  })
  .refine(
    ({ interactionType, correctResponsesPattern }) => correctResponsesPattern === undefined || interactionType !== undefined,
    'a correctResponsesPattern belongs to an interactionType',
  )
  .refine(
    (definition) =>
      Object.entries(LISTS).every(([list, types]) => {
        const has = definition[list as keyof typeof LISTS] !== undefined;
        return !has || (types as readonly (string | undefined)[]).includes(definition.interactionType);
      }),
    'lists of components belong to their interactionType',
  );
export const Activity = z.strictObject({ objectType: z.literal('Activity').optional(), id: Iri, definition: Definition.optional() });

export const StatementRef = z.strictObject({ objectType: z.literal('StatementRef'), id: Uuid });

const Score = z
  .strictObject({
    scaled: z.number().min(-1).max(1).optional(),
    raw: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .refine(({ min, max }) => min === undefined || max === undefined || min < max, 'min is below max')
  .refine(
    ({ raw, min, max }) => raw === undefined || ((min === undefined || raw >= min) && (max === undefined || raw <= max)),
    'raw lies between min and max',
  );
export const Result = z.strictObject({
  score: Score.optional(),
  success: z.boolean().optional(),
  completion: z.boolean().optional(),
  response: z.string().optional(),
  duration: Duration.optional(),
  extensions: Extensions.optional(),
});

const Activities = z.union([Activity, z.array(Activity)]).optional();
export const Context = z.strictObject({
  registration: Uuid.optional(),
  instructor: Actor.optional(),
  team: Group.optional(),
  contextActivities: z.strictObject({ parent: Activities, grouping: Activities, category: Activities, other: Activities }).optional(),
  revision: z.string().optional(),
  platform: z.string().optional(),
  language: LanguageTag.optional(),
  statement: StatementRef.optional(),
  extensions: Extensions.optional(),
});

/** A file that goes with a statement: by its address alone, what it holds is not kept here. */
export const XapiAttachment = z.strictObject({
  usageType: Iri,
  display: LanguageMap,
  description: LanguageMap.optional(),
  contentType: z.string().min(1),
  length: z.int().min(0),
  sha2: z.string().regex(/^[\da-f]{56,128}$/i, 'a SHA-2 sum'),
  fileUrl: Iri,
});
