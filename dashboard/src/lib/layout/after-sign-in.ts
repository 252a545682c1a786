/** Where a person goes on after signing in: the page they came for, if it is one of ours. */
export function afterSignIn(url: { readonly origin: string; readonly searchParams: Pick<URLSearchParams, 'get'> }): string {
  const to = url.searchParams.get('to');
  if (to === null || !to.startsWith('/') || !URL.canParse(to, url.origin)) return '/';
  const target = new URL(to, url.origin);
  const path = target.pathname + target.search + target.hash;
  // Two slashes at the beginning would name another host.
  const isOurs = target.origin === url.origin && !path.startsWith('//');
  return isOurs && !path.startsWith('/sign-') ? path : '/';
}
