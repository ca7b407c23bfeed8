// A module for a shared host: `caretaker svchost -k GROUP` loads it for each service that names it as its ServiceDll.
const stopOrShutdown = [1, 5];

export function serviceMain(service) {
  console.log(`${service.name} begins in process ${process.pid}`);
  service.onControl(({ code }) => {
    if (!stopOrShutdown.includes(code)) return;
    service.report({ state: 'STOPPED', accepts: 0 });
  });
  service.report({ state: 'RUNNING', accepts: 1 | 4 });
}
