/**
 * One command line of a list of arguments, by the rules of CommandLineToArgvW: what Windows reads of a list
 * that a manifest wrote. Backslashes count only before a quotation mark.
 */
export function quoteArguments(list: readonly string[]): string {
  return list.map(quoteOne).join(' ');
}

function quoteOne(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  const inner = argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1');
  return `"${inner}"`;
}
