import { Module } from '@nestjs/common';
import { EmailIndex } from '../accounts/email.ts';
import { MediaModule } from '../media/module.ts';
import { AutomationController } from './automation/automation-controller.ts';
import { GetAutomationHandler } from './automation/get-automation.ts';
import { GetRunHandler } from './automation/get-run.ts';
import { ListDueHandler } from './automation/list-due.ts';
import { ListRunsHandler } from './automation/list-runs.ts';
import { RunAgainHandler } from './automation/run-again.ts';
import { Standing } from './automation/standing.ts';
import { BackupGauge } from './backups/backup-gauge.ts';
import { Backups } from './backups/backups.ts';
import { BackupsController } from './backups/backups-controller.ts';
import { CarryingController } from './carrying/carrying-controller.ts';
import { OperationsController } from './controller.ts';
import { LiveModule } from '../live/module.ts';
import { GetMediaHandler } from './get-media.ts';
import { GetHealthHandler } from './health/get-health.ts';
import { Samples } from './health/samples.ts';
import { BeginImportHandler } from './imports/begin-import.ts';
import { ImportsController } from './imports/imports-controller.ts';
import { Newcomers } from './imports/newcomers.ts';
import { Scribe } from './imports/scribe.ts';
import { TakeInHandler } from './imports/take-in.ts';
import { GetFactHandler } from './log/get-fact.ts';
import { GetStreamStateHandler } from './log/get-stream-state.ts';
import { ListFactsHandler } from './log/list-facts.ts';
import { ListStreamsHandler } from './log/list-streams.ts';
import { LogController } from './log/log-controller.ts';
import { Tails } from './log/tails.ts';
import { MediaGauges } from './media-gauges.ts';
import { GetParkedHandler } from './parked/get-parked.ts';
import { ListParkedHandler } from './parked/list-parked.ts';
import { Obstacles } from './parked/obstacles.ts';
import { ParkedController } from './parked/parked-controller.ts';
import { RetryAllParkedHandler } from './parked/retry-all-parked.ts';
import { RetryParkedHandler } from './parked/retry-parked.ts';
import { SkipParkedHandler } from './parked/skip-parked.ts';
import { CancelRebuildHandler } from './projections/cancel-rebuild.ts';
import { Followed } from './projections/followed.ts';
import { GetProjectionHandler } from './projections/get-projection.ts';
import { GetRebuildHandler } from './projections/get-rebuild.ts';
import { ListOrdersHandler } from './projections/list-orders.ts';
import { ListProjectionsHandler } from './projections/list-projections.ts';
import { ListNewestRebuildsHandler, ListRebuildsHandler } from './projections/list-rebuilds.ts';
import { OrderRebuildHandler } from './projections/order-rebuild.ts';
import { ProjectionsController } from './projections/projections-controller.ts';
import { RollBackRebuildHandler } from './projections/roll-back-rebuild.ts';
import { SetStateHandler } from './projections/set-state.ts';
import { SwapRebuildHandler } from './projections/swap-rebuild.ts';
import { AskTravelHandler } from './travels/ask-travel.ts';
import { GetTravelHandler } from './travels/get-travel.ts';
import { ListTravelRowsHandler } from './travels/list-travel-rows.ts';
import { ListTravelsHandler } from './travels/list-travels.ts';
import { TravelsController } from './travels/travels-controller.ts';

const LOG = [Tails, ListFactsHandler, GetFactHandler, ListStreamsHandler, GetStreamStateHandler];

const AUTOMATION = [Standing, GetAutomationHandler, ListRunsHandler, ListDueHandler, GetRunHandler, RunAgainHandler];

const PROJECTIONS = [
  Followed,
  ListProjectionsHandler,
  GetProjectionHandler,
  SetStateHandler,
  OrderRebuildHandler,
  ListRebuildsHandler,
  ListNewestRebuildsHandler,
  GetRebuildHandler,
  SwapRebuildHandler,
  RollBackRebuildHandler,
  CancelRebuildHandler,
  ListOrdersHandler,
];
const PARKED = [Obstacles, ListParkedHandler, GetParkedHandler, RetryParkedHandler, RetryAllParkedHandler, SkipParkedHandler];
const IMPORTS = [EmailIndex, Newcomers, Scribe, BeginImportHandler, TakeInHandler];

const TRAVELS = [AskTravelHandler, GetTravelHandler, ListTravelsHandler, ListTravelRowsHandler];

/** What operators look at, and what they order. */
@Module({
  imports: [MediaModule, LiveModule],
  controllers: [
    OperationsController,
    LogController,
    ProjectionsController,
    TravelsController,
    ParkedController,
    AutomationController,
    ImportsController,
    CarryingController,
    BackupsController,
  ],
  providers: [
    GetHealthHandler,
    Samples,
    GetMediaHandler,
    MediaGauges,
    Backups,
    BackupGauge,
    ...LOG,
    ...PROJECTIONS,
    ...TRAVELS,
    ...PARKED,
    ...AUTOMATION,
    ...IMPORTS,
  ],
})
export class OperationsModule {}
