/** An address with a filter set, or left out where it is empty; from the first page of the list. */
export function filtered(from: { readonly href: string }, name: string, value: string): URL {
  const url = new URL(from.href);
  url.searchParams.delete('cursor');
  if (value === '') url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return url;
}
