/** What was typed and not sent lies in the browser, under the person's id, until it is sent or they sign out. */
const PREFIX = 'lyceum.chat ';

export function keep(place: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + place, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still sends.
  }
}

export function kept<T>(place: string): T | null {
  try {
    const text = localStorage.getItem(PREFIX + place);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function forget(place: string): void {
  try {
    localStorage.removeItem(PREFIX + place);
  } catch {
    // Nothing was kept.
  }
}

/** The person signs out: nothing that they wrote stays behind. */
export function forgetAll(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
