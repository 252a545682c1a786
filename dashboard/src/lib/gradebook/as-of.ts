const NAME = 'asOf';

/** The instant that the address asks for; null is now, also where the address says something else than a time. */
export function asOfIn({ searchParams }: { readonly searchParams: Pick<URLSearchParams, 'get'> }): string | null {
  const at = Date.parse(searchParams.get(NAME) ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** The same page as it stood then; null is now. */
export function withAsOf(url: { readonly href: string }, at: string | null): string {
  const next = new URL(url.href);
  if (at === null) next.searchParams.delete(NAME);
  else next.searchParams.set(NAME, at);
  return next.pathname + next.search;
}
