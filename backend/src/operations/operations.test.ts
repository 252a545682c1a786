import type { ProjectionEvent, RebuildPhase } from '@lyceum/contracts';
import type { StoredRebuild } from '@lyceum/projections';
import { describe, test } from 'vitest';
import { given } from '../deciding/given.ts';
import { decide as retry } from './parked/retry-parked.ts';
import { decide as skip } from './parked/skip-parked.ts';
import { decide as cancel } from './projections/cancel-rebuild.ts';
import { decide as order } from './projections/order-rebuild.ts';
import { projections } from './projections/projection.ts';
import { decide as rollBack } from './projections/roll-back-rebuild.ts';
import { decide as setState } from './projections/set-state.ts';
import { decide as swap } from './projections/swap-rebuild.ts';

const name = 'courses';
const rebuildId = '00000000-0000-7000-8000-000000000001';
const paused: ProjectionEvent = { type: 'operations.PauseOrdered.v1', data: { name } };
const resumed: ProjectionEvent = { type: 'operations.ResumeOrdered.v1', data: { name } };
const rebuild = (phase: RebuildPhase, former = false) => ({ rebuildId, stored: { record: { phase }, former } as StoredRebuild });
const notBegun = { rebuildId, stored: null };

describe('a read model', () => {
  test('is paused and resumed once', () => {
    given(projections)
      .when((orders) => setState(orders, name, 'paused', false))
      .then(paused);
    given(projections, paused)
      .when((orders) => setState(orders, name, 'paused', false))
      .nothing();
    given(projections, paused)
      .when((orders) => setState(orders, name, 'running', false))
      .then(resumed);
    given(projections, paused, resumed)
      .when((orders) => setState(orders, name, 'running', false))
      .nothing();
  });
  test('is neither while a rebuild of it is being filled, and has one rebuild at a time', () => {
    given(projections)
      .when((orders) => setState(orders, name, 'paused', true))
      .refused('rebuild-filling');
    given(projections)
      .when(() => order(name, rebuildId, { swap: 'manual' }, true))
      .refused('rebuild-under-way');
    given(projections)
      .when(() => order(name, rebuildId, { from: '640', swap: 'when-equal' }, false))
      .then({ type: 'operations.RebuildOrdered.v1', data: { name, rebuildId, from: '640', key: null, swap: 'when-equal' } });
  });
});

describe('a rebuild', () => {
  test('is swapped when it was compared, once', () => {
    given(projections)
      .when(() => swap(name, rebuild('compared')))
      .then({ type: 'operations.SwapOrdered.v1', data: { name, rebuildId } });
    given(projections)
      .when(() => swap(name, rebuild('swapped')))
      .nothing();
    for (const phase of ['filling', 'cancelled', 'failed', 'rolled-back'] as const)
      given(projections)
        .when(() => swap(name, rebuild(phase)))
        .refused('rebuild-not-compared');
    given(projections)
      .when(() => swap(name, notBegun))
      .refused('rebuild-not-compared');
  });
  test('is taken back while the former rows are kept', () => {
    given(projections)
      .when(() => rollBack(name, rebuild('swapped', true)))
      .then({ type: 'operations.RollbackOrdered.v1', data: { name, rebuildId } });
    given(projections)
      .when(() => rollBack(name, rebuild('swapped')))
      .refused('former-rows-gone');
    given(projections)
      .when(() => rollBack(name, rebuild('compared')))
      .refused('rebuild-not-swapped');
    given(projections)
      .when(() => rollBack(name, rebuild('rolled-back')))
      .nothing();
  });
  test('is cancelled before it is swapped, also before it was begun', () => {
    for (const each of [notBegun, rebuild('filling'), rebuild('compared')])
      given(projections)
        .when(() => cancel(name, each))
        .then({ type: 'operations.CancellationOrdered.v1', data: { name, rebuildId } });
    given(projections)
      .when(() => cancel(name, rebuild('swapped')))
      .refused('rebuild-over');
    given(projections)
      .when(() => cancel(name, rebuild('cancelled')))
      .nothing();
  });
});

describe('what is parked', () => {
  const place = { model: name, key: 'a', stream: 'course-a', revision: 3 };
  test('is tried again or left out, with a reason', () => {
    given(projections)
      .when(() => retry(name, 'a', null))
      .then({ type: 'operations.RetryOrdered.v1', data: { name, key: 'a' } });
    given(projections)
      .when(() => skip(place, rebuildId, 'a test', null))
      .then({
        type: 'operations.SkipOrdered.v1',
        data: { name, key: 'a', stream: 'course-a', revision: 3, operatorId: rebuildId, reason: 'a test' },
      });
  });
  test('waits while a rebuild of the model is filled or the model stands still', () => {
    given(projections)
      .when(() => retry(name, 'a', 'rebuild'))
      .refused('rebuild-filling');
    given(projections)
      .when(() => skip(place, rebuildId, 'a test', 'standing-still'))
      .refused('projection-standing-still');
  });
});
