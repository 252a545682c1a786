import 'reflect-metadata';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiAdapter } from './api/adapter.ts';
import { layEdge } from './api/edge.ts';
import { serveOpenApi } from './api/openapi.ts';
import { AppModule } from './app.module.ts';
import type { Log } from './log.ts';
import type { Ground } from './stores/module.ts';

/** The backend as an application that has not begun to listen. */
export async function createApp(ground: Ground): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.on(ground), new ApiAdapter(), {
    bodyParser: false,
    abortOnError: false,
    logger: frameworkLog(ground.logger),
  });
  app.setGlobalPrefix('api', { exclude: ['metrics'] });
  layEdge(app, ground.config);
  serveOpenApi(app);
  return app;
}

/** What the framework says goes to our log; its account of modules and routes only when debugging. */
function frameworkLog(log: Log): LoggerService {
  const said = (level: 'debug' | 'warn' | 'error') => (message: unknown, context?: unknown) =>
    log[level]({ context: String(context) }, message instanceof Error ? message.message : String(message));
  return {
    log: said('debug'),
    debug: said('debug'),
    verbose: said('debug'),
    warn: said('warn'),
    error: said('error'),
    fatal: said('error'),
  };
}
