/** The reader's own zone, as their browser told it, so that the server writes the same times. */
export const ZONE_COOKIE = 'lyceum_zone';

/** The zone when this machine knows it. */
export function zoneOf(zone: string | undefined): string | null {
  if (zone === undefined || zone === '') return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

export function rememberZone(zone: string): void {
  document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
}
