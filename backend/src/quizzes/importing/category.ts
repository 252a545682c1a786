/** Where questions lie, as both of Moodle's formats write it: `$course$/top/Algebra/Linear` without what is the same for all. */
export function categoryIn(path: string): string | null {
  const own = path
    .trim()
    .replace(/^\$[a-z0-9_]+\$(?:\/|$)/i, '')
    .replace(/^top(?:\/|$)/i, '')
    .trim();
  return own === '' ? null : own;
}
