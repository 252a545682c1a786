/** Where a person goes on after signing in: the page they came for, if it is one of ours. */
export function afterSignIn(url: { readonly origin: string; readonly searchParams: Pick<URLSearchParams, 'get'> }): string {
  const to = url.searchParams.get('to');
  if (to === null || !to.startsWith('/')) return '/';
  const target = new URL(to, url.origin);
  return target.origin === url.origin && !target.pathname.startsWith('/sign-') ? target.pathname + target.search + target.hash : '/';
}
