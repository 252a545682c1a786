import type { AutomationOverview } from '@lyceum/contracts';
import type { Person } from './client.ts';
import { until } from './until.ts';

/** Waits until every reaction is installed: what happened before has no effect. */
export const reacting = (operator: Person) =>
  until('every reaction is installed', async () => {
    const { items } = await operator.get<AutomationOverview>('/api/operations/automation');
    return items.every(({ kind, since }) => kind !== 'reaction' || since !== null);
  });
