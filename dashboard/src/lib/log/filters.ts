/** By what facts are looked for, as it stands in the address. */
export const FILTERS = ['stream', 'type', 'person', 'correlation', 'from', 'to'] as const;
export type Filter = (typeof FILTERS)[number];

/** The list of facts with these filters. */
export const eventsBy = (filters: Partial<Record<Filter, string>>): string => `/events?${new URLSearchParams(filters).toString()}`;

/** A stream's own page. */
export const streamPath = (stream: string): string => `/streams/${encodeURIComponent(stream)}`;

/** The context and the fact of a type, as `quizzes` and `AttemptGraded`. */
export function namesOf(type: string): { readonly context: string; readonly fact: string } {
  const [context = '', fact = type] = type.split('.');
  return { context, fact };
}

/** The kind of a stream with the beginning of its id, which is enough to tell it from its neighbours. */
export const shortStream = (stream: string): string => (stream.length > 24 ? `${stream.slice(0, stream.indexOf('-') + 14)}…` : stream);
