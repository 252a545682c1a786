/** The way to sign in that leads back to this page. */
export const signInPath = (url: Pick<URL, 'pathname' | 'search'>): string => `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`;
