/**
 * Elements that are newer than the schema that is known. They stand in the definition as they were written,
 * each behind a processing instruction that names the element it belongs into, so that an export can put it
 * back: `<?in Settings?><NewThing>…</NewThing>`. Triggers and actions are named by their index.
 */

const form = /^<\?in ([^?]*)\?>/;

/** The place of the Task element itself. */
export const atRoot = '';

export function keep(place: string, xml: string): string {
  return `<?in ${place}?>${xml}`;
}

/** What was kept for one place, in order. An entry without a place belongs to the Task element. */
export function keptAt(kept: readonly string[], place: string): string[] {
  return kept
    .filter((entry) => (form.exec(entry)?.[1] ?? atRoot) === place)
    .map((entry) => entry.replace(form, ''));
}

/** In the order in which an export writes them: by place, what belongs to the Task element last. */
export function inOrder(kept: readonly string[]): string[] {
  const placeOf = (entry: string) => form.exec(entry)?.[1] ?? atRoot;
  const key = (entry: string) => (placeOf(entry) === atRoot ? '\uffff' : placeOf(entry));
  return kept
    .map((entry, index) => ({ entry, index, key: key(entry) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index))
    .map(({ entry }) => entry);
}
