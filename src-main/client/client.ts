/**
 * What programs of others use of Caretaker on Node: be a service, hold one, tell how a task is getting on.
 * docs/protocol.md describes the same for other languages.
 */
export {
  dispatchServices,
  dispatcherCodes,
  type Control,
  type ControlHandler,
  type FindService,
  type RunningService,
  type ServiceMain,
} from './service-dispatcher.js';
export { acquireService, type HeldService } from './held-service.js';
export { ContractClient, Refused } from './contract-client.js';
export { acceptBits, controlCodes } from '../../src-shared/model/service-constants.js';
