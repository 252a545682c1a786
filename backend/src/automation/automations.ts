import type { AcademyEventType } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import type { Automation } from './automation.ts';

/** All automations; the context that reacts adds its own when it starts. */
@Injectable()
export class Automations {
  private readonly added = new Map<string, Automation>();

  /** The engine hands an automation only facts named in its `from`, which is what the cast rests on. */
  add<Type extends AcademyEventType>(automation: Automation<Type>): void {
    if (this.added.has(automation.name)) throw new Error(`There are two automations named ${automation.name}`);
    this.added.set(automation.name, automation as unknown as Automation);
  }

  all(): readonly Automation[] {
    return [...this.added.values()];
  }
}
