/** A title as the beginning of a file's name: letters and digits of any script, dashes between. */
export const fileName = (title: string, ending: string): string => {
  const name = title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
  return `${name || 'quiz'}${ending}`;
};

/** `Content-Disposition` of a file to keep (RFC 6266): its name as it is, and in ASCII for who cannot read that. */
export function attachment(name: string): string {
  const ascii =
    name
      .normalize('NFD')
      .replaceAll(/[^\x20-\x7e]/g, '')
      .replaceAll(/["\\]/g, '')
      .replace(/^[-. ]+/, '') || 'questions';
  const whole = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`;
}
