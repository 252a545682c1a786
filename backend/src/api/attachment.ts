/** `Content-Disposition` of a file to keep (RFC 6266): its name as it is, and in ASCII for who cannot read that. */
export function attachment(name: string): string {
  const ascii =
    name
      .normalize('NFD')
      .replaceAll(/[^\x20-\x7e]/g, '')
      .replaceAll(/["\\]/g, '')
      .replace(/^[-. ]+/, '') || 'file';
  const whole = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`;
}
