import type { ProjectionStatus } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { gauge } from './measure.ts';

const STATES = ['running', 'paused', 'rebuilding', 'failed'] as const;

/** How long what the read store said holds for a scrape, in milliseconds. */
const FRESH = 1000;

/** How the read models stand to the log, at `/metrics`. While the read store is away the series are absent, which alerts can tell from 0. */
@Injectable()
export class ProjectionGauges implements OnModuleInit {
  private read: { readonly at: number; readonly models: Promise<readonly ProjectionStatus[]> } | undefined;

  constructor(private readonly models: ReadModels) {}

  onModuleInit(): void {
    this.each('lyceum_projection_lag_events', 'Events that the read model has not seen', ({ lagEvents }) => lagEvents);
    this.each('lyceum_projection_lag_seconds', 'Age of the oldest event that the read model has not seen', ({ lagSeconds }) => lagSeconds);
    this.each('lyceum_projection_rows', 'Rows of the read model', ({ rows }) => rows);
    this.each('lyceum_projection_parked', 'Events that could not be folded, and those that wait behind them', ({ parked }) => parked);
    gauge('lyceum_projection_state', 'State of the read model: 1 for the one that it is in', ['model', 'state'], async (set) => {
      for (const { name, state } of await this.status()) for (const one of STATES) set({ model: name, state: one }, Number(one === state));
    });
  }

  private each(name: string, help: string, value: (status: ProjectionStatus) => number): void {
    gauge(name, help, ['model'], async (set) => {
      for (const status of await this.status()) set({ model: status.name }, value(status));
    });
  }

  private status(): Promise<readonly ProjectionStatus[]> {
    const now = performance.now();
    if (!this.read || now - this.read.at > FRESH) this.read = { at: now, models: this.models.status().catch(() => []) };
    return this.read.models;
  }
}
