import { controlCodes } from '../../../src-shared/model/service-constants.js';
import type { Turn } from '../kernel/turn.js';
import { accepts, sendControl } from './control.js';
import { touchService } from './database.js';
import { recordOwn } from './records.js';
import type { QueuedTrigger, Service } from './state.js';

/** Trigger events that wait, at most; more is an event, never silence (decisions section 3, "queues"). */
const queueMax = 64;

/** A trigger came while it was stopping or starting: it waits (reference "service model", section 13). */
export function queueTrigger(turn: Turn, service: Service, trigger: QueuedTrigger): void {
  const { queued } = service.row;
  if (queued.length >= queueMax) {
    recordOwn(turn, 944, service, queueMax);
    return;
  }
  queued.push(trigger);
  touchService(turn, service);
}

/** It runs and takes trigger events again: those that waited are sent one by one. */
export function deliverQueued(turn: Turn, service: Service): void {
  const { row } = service;
  if (row.queued.length === 0 || !accepts(row.status, controlCodes.triggerEvent)) return;
  for (const trigger of row.queued.splice(0)) {
    if (trigger.action === 'start')
      sendControl(turn, service, controlCodes.triggerEvent, trigger.data, trigger);
  }
  touchService(turn, service);
}
