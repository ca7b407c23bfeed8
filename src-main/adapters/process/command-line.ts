/**
 * Splits the arguments part of a Windows command line with the rules of CommandLineToArgvW: blanks
 * separate, quotes group, 2n backslashes before a quote are n backslashes, 2n+1 are n and a literal
 * quote, and of consecutive quotes every third is literal. The special rule for the program name
 * does not apply: a task names it apart.
 */
export function splitArguments(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let backslashes = 0;
  let quotes = 0;
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if ((char === ' ' || char === '\t') && quotes === 0) {
      if (word !== null) words.push(word);
      word = null;
      backslashes = 0;
      at++;
    } else if (char === '\\') {
      word = (word ?? '') + char;
      backslashes++;
      at++;
    } else if (char === '"') {
      const literal: boolean = backslashes % 2 === 1;
      const halved: string = word ?? '';
      word = halved.slice(0, halved.length - Math.ceil(backslashes / 2)) + (literal ? '"' : '');
      if (!literal) quotes++;
      backslashes = 0;
      at++;
      for (; text.charAt(at) === '"'; at++) {
        quotes++;
        if (quotes === 3) {
          word += '"';
          quotes = 0;
        }
      }
      if (quotes === 2) quotes = 0;
    } else {
      word = (word ?? '') + char;
      backslashes = 0;
      at++;
    }
  }
  if (word !== null) words.push(word);
  return words;
}
