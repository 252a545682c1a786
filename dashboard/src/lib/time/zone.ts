/** The reader's own zone, as their browser told it, so that the server writes the same times. */
export const ZONE_COOKIE = 'lyceum_zone';

/** Zones that were renamed, by the old name that browsers and Node.js go on giving them (backward links of the IANA database). */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** How this machine calls the zone, or null where it knows none of that name. */
function known(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** The zone by its name of today, also when it was given an old one; null when this machine does not know it. */
export function zoneOf(zone: string | undefined): string | null {
  const own = zone === undefined || zone === '' ? null : known(zone);
  if (own === null) return null;
  const today = RENAMED[own];
  // A machine older than the new name could not write times by it.
  return today !== undefined && known(today) !== null ? today : own;
}

export const browserZone = (): string => zoneOf(new Intl.DateTimeFormat().resolvedOptions().timeZone) ?? 'UTC';

export function rememberZone(zone: string): void {
  document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
}
