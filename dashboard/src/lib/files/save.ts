/** Milliseconds after which a browser has begun with a file, whose address may be gone then. */
const BEGUN = 60_000;

/** Hands the person a file. */
export function save(name: string, content: Blob): void {
  const href = URL.createObjectURL(content);
  Object.assign(document.createElement('a'), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), BEGUN);
}
