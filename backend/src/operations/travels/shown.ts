import type { Travel } from '@lyceum/contracts';
import type { ReadModels, StoredTravel } from '@lyceum/projections';
import { Refused } from '../../deciding/refused.ts';

/** A travel as it is told. */
export function shown({ _id: travelId, model: name, usedAt: _, reached: __, ...travel }: StoredTravel): Travel {
  return { travelId, name, ...travel };
}

/** @throws Refused where it is kept no longer */
export async function findTravel(models: ReadModels, name: string, travelId: string): Promise<StoredTravel> {
  const found = await models.travels.find(name, travelId);
  if (!found) throw new Refused({ code: 'travel-not-found' });
  return found;
}
