// What docs/requirements.md says, and which ids tests prove.

/** @typedef {{ id: string, text: string, where: string, state: string, planned: string | null }} Requirement */

const row = /^\| ((?:WAM|TASK|SCM|UI|CT)-\d+) *\| (.*?) *\| (.*?) *\| (.*?) *\|$/gm;

/**
 * The rows of docs/requirements.md.
 * @param {string} markdown
 * @returns {Requirement[]}
 */
export function readRequirements(markdown) {
  return [...markdown.matchAll(row)].map(([, id = '', text = '', where = '', state = '']) => {
    const planned = /^planned: (.+)$/.exec(state)?.[1] ?? null;
    return { id, text, where, state, planned };
  });
}

/**
 * The ids that a test's title names. `WAM-04, WAM-05 …` and `WAM-04 WAM-05 …` name two.
 * @param {string} title
 * @returns {string[]}
 */
export function idsIn(title) {
  return title.match(/\b(?:WAM|TASK|SCM|UI|CT)-\d+\b/g) ?? [];
}

/**
 * Compares rows with test results. A failing test takes its ids away, whatever other tests say.
 * @param {readonly Requirement[]} requirements
 * @param {readonly { title: string, state: string }[]} tests
 */
export function compare(requirements, tests) {
  const named = (/** @type {string[]} */ ...states) =>
    new Set(tests.filter(({ state }) => states.includes(state)).flatMap(({ title }) => idsIn(title)));
  const passed = named('passed');
  const failed = named('failed', 'pending');
  const known = new Set(requirements.map(({ id }) => id));
  const proven = (/** @type {Requirement} */ { id }) => passed.has(id) && !failed.has(id);
  return {
    proven: requirements.filter(proven),
    missing: requirements.filter((one) => !proven(one) && one.planned === null),
    planned: requirements.filter((one) => !proven(one) && one.planned !== null),
    unknown: [...passed, ...failed].filter((id) => !known.has(id)),
  };
}
