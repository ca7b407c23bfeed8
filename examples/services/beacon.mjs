// A service on Node, with the client module (in this repository out/main/client.js; CARETAKER_CLIENT names it).
const { acceptBits, controlCodes, dispatchServices } = await import(
  process.env.CARETAKER_CLIENT ?? '../../out/main/client.js'
);

const accepts = acceptBits.stop | acceptBits.pauseContinue | acceptBits.shutdown;

await dispatchServices({
  [process.env.CARETAKER_SERVICE ?? 'beacon']: (service) => {
    service.report({ state: 'START_PENDING', checkPoint: 1, waitHint: 2000 });
    console.log('begins with', ...service.arguments);
    service.onControl(({ code }) => {
      if (code === controlCodes.pause) service.report({ state: 'PAUSED' });
      else if (code === controlCodes.continue) service.report({ state: 'RUNNING' });
      else if (code === controlCodes.stop || code === controlCodes.shutdown) {
        service.report({ state: 'STOP_PENDING', accepts: 0, checkPoint: 1, waitHint: 2000 });
        service.report({ state: 'STOPPED' });
      }
    });
    service.report({ state: 'RUNNING', accepts });
  },
});
