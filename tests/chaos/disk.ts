import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { mounted } from '../faults/mounted.ts';
import { temporaryFolder } from '../harness/product.ts';

/** What is left when the disk is "full", in bytes: less than a commit takes. */
const REST = 64 * 1024;

/** The disk that the academy lives on. It can be filled where this user may mount a file system of its own; else it is a folder. */
export class Disk {
  readonly folder: string;
  readonly canBeFull: boolean;
  private readonly parent = temporaryFolder('chaos');

  /** @param mebibytes how large, where it is a file system of its own */
  constructor(mebibytes: number) {
    this.folder = join(this.parent, 'disk');
    mkdirSync(this.folder);
    this.canBeFull = mounted(this.folder, mebibytes);
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }

  /** Others write meanwhile: what was free a moment ago may be taken. */
  fill(): void {
    for (let attempt = 1; ; attempt++) {
      const { bavail, bsize } = statfsSync(this.folder);
      const bytes = Math.max(bsize, bavail * bsize - attempt * REST);
      try {
        execFileSync('fallocate', ['-l', String(bytes), this.ballast], { stdio: 'pipe' });
        return;
      } catch (error) {
        if (attempt === 10) throw error;
      }
    }
  }

  free(): void {
    rmSync(this.ballast, { force: true });
  }

  remove(): void {
    if (this.canBeFull) execFileSync('umount', ['-l', this.folder]);
    rmSync(this.parent, { recursive: true, force: true });
  }
}
