/** A process as tasklist shows it. */
export interface ListedProcess {
  /** Image name; cut at 25 characters in the table. */
  image: string;
  pid: number;
  services: string[];
}

const nameWidth = 25;
const pidWidth = 8;
const servicesWidth = 44;
const indent = ' '.repeat(nameWidth + 1 + pidWidth + 1);

/** The names of one process in name order, ignoring case; none is N/A. */
function ordered(services: string[]): string[] {
  if (services.length === 0) return ['N/A'];
  return [...services].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

/**
 * Names over lines of 44: a name stands on a line only where it, its comma and the blank after it fit (the
 * seed wraps before a name whose comma would fill the line to the last column).
 */
function wrapped(services: string[]): string[] {
  const names = ordered(services);
  const lines: string[] = [];
  let line = '';
  for (const [index, name] of names.entries()) {
    const last = index === names.length - 1;
    const needed = last ? name.length : name.length + 2;
    if (line !== '' && line.length + needed > servicesWidth) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += last ? name : `${name}, `;
  }
  return [...lines, line.trimEnd()];
}

/** The table of tasklist /svc (SCM-44). */
export function table(processes: ListedProcess[], header: boolean): string[] {
  const rows = processes.flatMap(({ image, pid, services }) => {
    const [first = '', ...more] = wrapped(services);
    const name = image.slice(0, nameWidth).padEnd(nameWidth);
    return [`${name} ${String(pid).padStart(pidWidth)} ${first}`, ...more.map((line) => indent + line)];
  });
  const rule = [nameWidth, pidWidth, servicesWidth].map((width) => '='.repeat(width)).join(' ');
  const head = `${'Image Name'.padEnd(nameWidth)} ${'PID'.padStart(pidWidth)} Services`;
  return header ? ['', head, rule, ...rows] : ['', ...rows];
}

/** LIST: one block a process. */
export function list(processes: ListedProcess[]): string[] {
  return processes.flatMap(({ image, pid, services }) => [
    '',
    `Image Name: ${image}`,
    `PID:        ${pid}`,
    `Services:   ${ordered(services).join(', ')}`,
  ]);
}

/** CSV: one line a process, quoted. */
export function csv(processes: ListedProcess[], header: boolean): string[] {
  const line = (cells: string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const rows = processes.map(({ image, pid, services }) =>
    line([image, String(pid), ordered(services).join(',')]),
  );
  return header ? [line(['Image Name', 'PID', 'Services']), ...rows] : rows;
}
