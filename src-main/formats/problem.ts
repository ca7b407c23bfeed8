import type { Problem } from '../../src-shared/contract/tasks.js';
import type { Finding } from '../core/tasks/validate-finding.js';

/** Line of a place in a definition; null when that place was not written. */
export type Locate = (at: Finding['at']) => number | null;

/** A problem of a file, without the parts that it has no word for. */
export function problem(
  severity: Problem['severity'],
  message: string,
  parts: Partial<Omit<Problem, 'severity' | 'message'>> = {},
): Problem {
  const { line = null, element = null, value = null, code = null } = parts;
  return { severity, line, element, value, code, message };
}

/** Gives each finding the line of the nearest place that was written: itself, its stand-in, what encloses it. */
export function located(findings: readonly Finding[], locate: Locate): Problem[] {
  return findings.map(({ at, orAt, ...rest }) => {
    let line = locate(at);
    if (line === null && orAt !== null) line = locate(orAt);
    for (let length = at.length - 1; line === null && length >= 0; length--)
      line = locate(at.slice(0, length));
    return { ...rest, line };
  });
}

/** In the order of the file; what two readers said of the same place with the same code is said once. */
export function ordered(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  const kept = problems.filter(({ severity, line, element, value, code, message }) => {
    const about = code === null ? message : code;
    const key = JSON.stringify([severity, line, element, severity === 'error' ? null : value, about]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return kept
    .map((each, index) => ({ each, index }))
    .sort((a, b) => (a.each.line ?? 0) - (b.each.line ?? 0) || a.index - b.index)
    .map(({ each }) => each);
}

/** Whether nothing stands in the way. */
export function isValid(problems: readonly Problem[]): boolean {
  return problems.every(({ severity }) => severity !== 'error');
}
