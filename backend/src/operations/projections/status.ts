import type { ProjectionStatus } from '@lyceum/contracts';
import type { ReadModels } from '@lyceum/projections';
import { Refused } from '../../deciding/refused.ts';

/** How one read model stands. @throws Refused where there is none of this name */
export async function statusOf(models: ReadModels, name: string): Promise<ProjectionStatus> {
  const status = (await models.status()).find((each) => each.name === name);
  if (!status) throw new Refused({ code: 'projection-not-found' });
  return status;
}
