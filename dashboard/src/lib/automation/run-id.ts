/** What a run is called in an address, from its name in the metadata of a fact. */
export const runId = (run: string): string => btoa(run).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
