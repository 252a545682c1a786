import { Injectable, type OnModuleInit } from '@nestjs/common';
import { gauge } from '../../measures/measure.ts';
import { Backups } from './backups.ts';

/** How old the last backup is, at `/metrics`; absent where the stores are not the academy's own. */
@Injectable()
export class BackupGauge implements OnModuleInit {
  constructor(private readonly backups: Backups) {}

  onModuleInit(): void {
    const help = 'Age of the last backup, or of the data folder where there is none';
    gauge('lyceum_backup_age_seconds', help, [], async (set) => {
      const standing = await this.backups.standing().catch(() => null);
      if (standing) set({}, (Date.now() - Date.parse(standing.since)) / 1000);
    });
  }
}
