import type { ReadModels, ParkedFact } from '@lyceum/projections';
import { Refused } from '../../deciding/refused.ts';
import { storedIdOf } from './parked.ts';

/** @throws Refused where the fact is not parked, or no longer */
export async function findParked(models: ReadModels, parkedId: string): Promise<ParkedFact> {
  const found = await models.operations.findParked(storedIdOf(parkedId));
  if (!found) throw new Refused({ code: 'parked-not-found' });
  return found.fact;
}
