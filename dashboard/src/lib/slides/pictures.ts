import { renewSession } from '#lib/api/session.ts';

const coming = new Map<string, Promise<boolean>>();

async function load(url: string): Promise<boolean> {
  let answer = await fetch(url);
  // A room outlives the access that its page came with.
  if (answer.status === 401 && (await renewSession())) answer = await fetch(url);
  await answer.blob();
  return answer.ok;
}

/** Brings a picture into the browser's cache, once; false where it cannot be had, and asked for again it is tried again. */
export function fetched(url: string): Promise<boolean> {
  const before = coming.get(url);
  if (before) return before;
  const now = load(url).catch(() => false);
  coming.set(url, now);
  void now.then((there) => there || coming.delete(url));
  return now;
}
