import { error, redirect } from '@sveltejs/kit';
import type { Me } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';
import { type Fetch, type Query, type Read, read } from './client.ts';
import { ApiProblem } from './problem.ts';
import { may, type Right } from './rights.ts';
import { signInPath } from './sign-in-path.ts';

interface Loading {
  readonly fetch: Fetch;
  readonly url: URL;
}

/** A read of a `load`: what the API refuses becomes the page's error, and who has to sign in is sent there and back. */
export async function load<T>(event: Loading, path: string, query?: Query): Promise<Read<T>> {
  try {
    return await read<T>(event.fetch, path, query);
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    if (problem.status === 401) redirect(303, signInPath(event.url));
    // An address that cannot be right names nothing that is here.
    if (problem.status === 400) error(404, { message: problem.message, code: 'not-found' });
    error(problem.status >= 400 ? problem.status : 503, { message: problem.message, code: problem.code });
  }
}

/** The person, who must be signed in. */
export function signedIn(person: Me | null, url: URL): Me {
  return person ?? redirect(303, signInPath(url));
}

/** The person, who must have a role that the right is given to. */
export function allowed(person: Me | null, right: Right, url: URL): Me {
  const someone = signedIn(person, url);
  if (!may(someone, right)) error(403, { message: t('problem.notAllowed'), code: 'not-allowed' });
  return someone;
}
