/** A title as the beginning of a file's name: letters and digits of any script, dashes between. */
export const fileName = (title: string, ending: string): string => {
  const name = title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
  return `${name || 'quiz'}${ending}`;
};
