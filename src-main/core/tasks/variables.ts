const variable = /(\$?)\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g;

/**
 * Puts values in for `$(Name)`: Arg0 to Arg31 of a run by hand, and the values of an event. `$$(Name)` is the
 * literal `$(Name)`; a name without a value leaves the text as it is (reference "task model", section 14).
 * Elsewhere `$$` stays, unlike in Windows: shells mean the process by it (decisions, "Tasks").
 */
export function withVariables(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(variable, (whole: string, doubled: string, name: string) => {
    if (doubled !== '') return whole.slice(1);
    return Object.hasOwn(values, name) ? (values[name] ?? whole) : whole;
  });
}
