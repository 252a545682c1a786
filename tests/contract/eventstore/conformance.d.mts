export type Difference = { path: string; expected: unknown; seen: unknown };
export type Observation = { result?: unknown; failure?: string };
export type Recording = Readonly<Record<string, unknown>>;

export const readRecording: () => Promise<Recording>;
export const reasonToSkip: (name: string, real: boolean) => string | undefined;
export const observe: (
  servers: { readonly plain: readonly string[]; readonly projecting: readonly string[] },
  chosen: readonly string[],
) => { done: Promise<unknown>; of: (name: string) => Promise<Observation> };
export const judge: (name: string, observation: Observation, recording: Recording) => { faults: Difference[]; outdated: string[] };
export const differencesTable: () => string;
export const supportTable: (names: readonly string[], faulty: ReadonlySet<string>) => string;
