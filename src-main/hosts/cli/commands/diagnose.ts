import { checkRemedy, checkStateText, checkTitle } from '../../../../src-shared/wording/diagnosis.js';
import type { Work } from '../call.js';
import { printJson } from '../text/json.js';
import { wrap } from '../text/table.js';

const marks = { ok: '✓', problem: '!', unknown: '?', 'not-applicable': '–' } as const;
const indent = '    ';

/** The checklist: what was found, where, and what would mend it. */
export const printDiagnosis: Work = (call) =>
  call.withHost(async (host) => {
    const checks = await host.call('maintenance.diagnose', {});
    if (call.json) return printJson(call, checks);
    const { out, width } = call.terminal;
    for (const { id, state, reason, value, how, tasks } of checks) {
      out(`${marks[state]} ${checkTitle(id, call.language)}: ${checkStateText(state, call.language)}`);
      out(`${indent}${value} (${how})`);
      const remedy = checkRemedy(reason, call.language);
      if (remedy !== null) for (const line of wrap(remedy, width - indent.length)) out(indent + line);
      for (const task of tasks) out(`${indent}${task}`);
    }
  });
