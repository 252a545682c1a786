import type { Fact } from '@lyceum/contracts';

/** Turns the data of a fact's old version into the next version. */
interface Upcaster {
  readonly to: string;
  readonly next: (data: unknown) => unknown;
}

const withMember = (data: unknown, member: object): unknown => ({ ...(data as object), ...member });

/** By the old type; each leads one version on, so that a chain of them leads to the newest. */
const UPCASTERS: Readonly<Record<string, Upcaster>> = {
  // Before people had a time zone everybody was shown UTC.
  'accounts.PersonRegistered.v1': { to: 'accounts.PersonRegistered.v2', next: (data) => withMember(data, { timeZone: 'UTC' }) },
};

/** The fact in its newest version. */
export function upcast(type: string, data: unknown, upcasters = UPCASTERS): Fact {
  const upcaster = upcasters[type];
  return upcaster ? upcast(upcaster.to, upcaster.next(data), upcasters) : { type, data };
}

/** The given types and all older ones that lead to them. */
export function withOlder(types: readonly string[], upcasters = UPCASTERS): string[] {
  const found = new Set(types);
  for (const type of found) for (const [older, { to }] of Object.entries(upcasters)) if (to === type) found.add(older);
  return [...found];
}
