import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BackupBegun, BackupList, BackupName } from '@lyceum/contracts';
import { Controller, Delete, Get, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { Principal } from '../../api/request.ts';
import { Refused } from '../../deciding/refused.ts';
import { Log } from '../../log.ts';
import { archive, outward } from './archive.ts';
import { Backups } from './backups.ts';

/**
 * Copies of the academy on its own stores, while it runs. They are files beside it and no facts: who had them made and took them away stands
 * in the log of the process.
 */
@ApiTags('operations')
@Controller('operations/backups')
export class BackupsController {
  constructor(
    private readonly backups: Backups,
    private readonly logger: Log,
  ) {}

  @Get()
  @Allow('operations.read')
  @ApiOperation({ summary: 'The backups that lie beside the academy, what is being made, and when the last was made' })
  @Answers(200, BackupList)
  list() {
    return this.backups.list();
  }

  @Post()
  @Allow('operations.change')
  @ApiOperation({ summary: 'Begin a backup of everything, while the academy runs' })
  @Answers(201, BackupBegun, 'store-backs-up-itself', 'backup-under-way', 'not-enough-room')
  async begin(@Who() { personId: by }: Principal) {
    const name = await this.backups.begin();
    this.logger.info({ backup: name, by }, 'A backup is begun');
    return { name };
  }

  @Post(':name/verification')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Begin to hold the files of a backup to what was written' })
  @Answers(200, BackupBegun, 'backup-not-found', 'backup-under-way')
  async verify(@Param('name', { schema: BackupName }) name: string) {
    await this.backups.verify(name);
    return { name };
  }

  @Delete(':name')
  @Allow('operations.change')
  @ApiOperation({ summary: 'Delete a backup' })
  @Answers(204, undefined, 'backup-not-found', 'backup-under-way')
  async remove(@Param('name', { schema: BackupName }) name: string, @Who() { personId: by }: Principal) {
    await this.backups.remove(name);
    this.logger.info({ backup: name, by }, 'A backup is deleted');
  }

  /** The documents in it are everybody's data, opened. */
  @Get(':name/file')
  @Allow('people.export-any')
  @ApiProduces('application/x-tar')
  @ApiOperation({ summary: 'A backup as one file (tar), without the root secret' })
  @Answers(200, z.string().meta({ format: 'binary' }), 'backup-not-found')
  async file(
    @Param('name', { schema: BackupName }) name: string,
    @Who() { personId: by }: Principal,
    @Res() response: Response,
  ): Promise<void> {
    const { folder, manifest } = this.backups.find(name);
    if (!manifest) throw new Refused({ code: 'backup-not-found' });
    const contents = outward(manifest);
    this.logger.info({ backup: name, by }, 'A backup is taken away');
    response.setHeader('Content-Type', 'application/x-tar');
    response.setHeader('Content-Length', contents.bytes);
    response.setHeader('Content-Disposition', `attachment; filename="lyceum-${name}.tar"`);
    response.setHeader('Cache-Control', 'no-store');
    // Whoever goes away ends it in the middle.
    await pipeline(Readable.from(archive(folder, contents)), response).catch(() => {});
  }
}
