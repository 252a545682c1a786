import { read, type Fetch } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { load } from '#lib/api/loading.ts';
import { asOfIn } from './as-of.ts';

/** A thing as it stood at the time that the address names, the present without one; `thing` is null where it was not there yet. */
export async function readPast<T>(event: { readonly fetch: Fetch; readonly url: URL }, path: string) {
  const asOf = asOfIn(event.url);
  const at = asOf ?? new Date().toISOString();
  try {
    return { asOf, thing: (await read<T>(event.fetch, path, { at })).value };
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.code === 'not-there-yet') return { asOf, thing: null };
    // Whatever else it is, the page says it as all others do.
    return { asOf, thing: (await load<T>(event, path, { at })).value };
  }
}
