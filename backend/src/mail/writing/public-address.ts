import type { Config } from '../../config.ts';

/** Where people reach the academy, for what is read outside of it. */
export const publicAddress = ({ publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>): URL =>
  publicUrl ?? new URL(`http://localhost:${port}`);
