/** Which colours a person wants; `auto` is what their machine says. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const THEME_COOKIE = 'lyceum_theme';

export const isTheme = (value: unknown): value is Theme => THEMES.includes(value as Theme);

/** Sets the theme on the page at once and remembers it for the next one that the server renders. */
export function applyTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.bsTheme = dark ? 'dark' : 'light';
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax`;
}
