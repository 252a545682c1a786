import { Injectable } from '@nestjs/common';

/** A check of readiness: null where all is well, else a few words. One that throws or takes too long does not answer. */
export type Probe = () => Promise<string | null> | string | null;

/** What has to be so before the backend is ready; whoever knows something adds it. */
@Injectable()
export class Checks {
  private readonly probes = new Map<string, Probe>();

  add(name: string, probe: Probe): void {
    this.probes.set(name, probe);
  }

  async run(): Promise<Record<string, { ok: boolean; detail?: string }>> {
    const results = await Promise.all([...this.probes].map(async ([name, probe]) => [name, await probed(probe)] as const));
    return Object.fromEntries(results.map(([name, detail]) => [name, detail === null ? { ok: true } : { ok: false, detail }]));
  }
}

const PATIENCE = 3000;

async function probed(probe: Probe): Promise<string | null> {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(resolve, PATIENCE, 'does not answer in time');
  try {
    return await Promise.race([probe(), late]);
  } catch {
    return 'does not answer';
  } finally {
    clearTimeout(timer);
  }
}
