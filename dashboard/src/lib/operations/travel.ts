import type { Travel } from '@lyceum/contracts';

/** The page of a read model as it stood. */
export const travelPath = ({ name, travelId }: Pick<Travel, 'name' | 'travelId'>): string =>
  `/projections/${name}/past/${encodeURIComponent(travelId)}`;
