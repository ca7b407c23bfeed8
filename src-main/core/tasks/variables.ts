const variable = /\$\$|\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g;

/**
 * Puts values in for `$(Name)`: Arg0 to Arg31 of a run by hand, and the values of an event. `$$` is a
 * literal `$`; a name without a value leaves the text as it is (reference "task model", section 14).
 */
export function withVariables(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(variable, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    return Object.hasOwn(values, name) ? (values[name] ?? whole) : whole;
  });
}
