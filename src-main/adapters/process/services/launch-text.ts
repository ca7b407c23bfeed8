/** What the starter's shell is to run. */
export interface LaunchText {
  workingDirectory: string;
  environment: Record<string, string>;
  /** The `cgroup.procs` to enter; null where there is none. */
  entry: string | null;
  output: string;
  words: string[];
}

const shellName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** One word of shell text that stands for exactly this string. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The shell text of a start (shell/starter.sh says what it sets). No word may hold a NUL. */
export function launchText(launch: LaunchText): string {
  const named = Object.entries(launch.environment).filter(([name]) => shellName.test(name));
  return [
    `cd ${quoted(launch.workingDirectory)} || exit 126`,
    `entry=${quoted(launch.entry ?? '')}`,
    `output=${quoted(launch.output)}`,
    ...named.map(([name, value]) => `export ${name}=${quoted(value)}`),
    `set -- ${throughEnv(launch).map(quoted).join(' ')}`,
    '',
  ].join('\n');
}

/** A shell drops variables whose names are no names to it (`a.b=c`): those go through env(1). */
function throughEnv({ words, environment }: LaunchText): string[] {
  const odd = Object.entries(environment).filter(([name]) => !shellName.test(name));
  if (odd.length === 0) return words;
  return ['/usr/bin/env', ...odd.map(([name, value]) => `${name}=${value}`), ...words];
}
