/**
 * Reads an environment file: `NAME=value` lines with the quoting of systemd.exec(5), EnvironmentFile=.
 * Blank lines and lines that begin with # or ; are skipped. A value is unquoted (backslash escapes,
 * white space around it is cut), in single quotes (all literal), or in double quotes (backslash
 * escapes only `"`, `\`, `` ` `` and `$`); a backslash before the line's end joins lines. No
 * variable is expanded.
 *
 * @throws RangeError with the line number on a line that is no assignment or a quote that never ends
 */
export function parseEnvironmentFile(text: string): Record<string, string> {
  return new EnvironmentFileReader(text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n')).read();
}

const nameAtStart = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=/;
const escapedInDoubleQuotes = '"\\`$';

class EnvironmentFileReader {
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  read(): Record<string, string> {
    const values: Record<string, string> = {};
    while (this.at < this.text.length) {
      const rest = this.restOfLine();
      if (/^\s*([#;]|$)/.test(rest)) {
        this.skip(rest.length + 1);
        continue;
      }
      const match = nameAtStart.exec(rest);
      if (match?.[1] === undefined) throw new RangeError(`line ${this.line} is not NAME=value`);
      this.skip(match[0].length);
      values[match[1]] = this.value();
    }
    return values;
  }

  private restOfLine(): string {
    const end = this.text.indexOf('\n', this.at);
    return this.text.slice(this.at, end < 0 ? undefined : end);
  }

  private skip(count: number): void {
    for (let i = 0; i < count && this.at < this.text.length; i++) {
      if (this.text[this.at] === '\n') this.line++;
      this.at++;
    }
  }

  private next(): string | undefined {
    const char = this.text[this.at];
    this.skip(1);
    return char;
  }

  /** From behind the equals sign to the end of the line. White space counts only inside. */
  private value(): string {
    let value = '';
    // Length up to which trailing white space was quoted or escaped, and stays.
    let kept = 0;
    for (let char = this.next(); char !== undefined && char !== '\n'; char = this.next()) {
      if (char === "'" || char === '"') {
        value += this.quoted(char);
        kept = value.length;
      } else if (char === '\\') {
        const escaped = this.next();
        if (escaped !== undefined && escaped !== '\n') value += escaped;
        kept = value.length;
      } else if (value !== '' || kept > 0 || !/[ \t]/.test(char)) {
        value += char;
      }
    }
    return value.slice(0, kept) + value.slice(kept).trimEnd();
  }

  private quoted(quote: string): string {
    const begun = this.line;
    let value = '';
    for (let char = this.next(); char !== quote; char = this.next()) {
      if (char === undefined) throw new RangeError(`the quote that line ${begun} opens never ends`);
      if (char !== '\\' || quote === "'") {
        value += char;
        continue;
      }
      const escaped = this.next();
      if (escaped === '\n' || escaped === undefined) continue;
      value += escapedInDoubleQuotes.includes(escaped) ? escaped : `\\${escaped}`;
    }
    return value;
  }
}
