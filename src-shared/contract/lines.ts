/**
 * One JSON object a line, as the local socket speaks it. Both ends cut their stream with this reader;
 * it keeps no more than one unfinished line and says when that line grows past its bound.
 */
export class LineReader {
  private parts: string[] = [];
  private length = 0;

  /** @param longest characters that one line may have */
  constructor(private readonly longest: number) {}

  /** Takes the next piece of the stream and returns the lines it completes, or `null` when a line is too long. */
  push(piece: string): string[] | null {
    const lines: string[] = [];
    let start = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', start)) {
      this.parts.push(piece.slice(start, end));
      if (this.length + end - start > this.longest) return null;
      const line = this.parts.join('').trim();
      this.parts = [];
      this.length = 0;
      start = end + 1;
      if (line !== '') lines.push(line);
    }
    if (start < piece.length) {
      this.parts.push(piece.slice(start));
      this.length += piece.length - start;
    }
    return this.length > this.longest ? null : lines;
  }
}

/** The longest message either side accepts, in characters: a manifest of ten thousand tasks fits. */
export const longestMessage = 16 * 1024 * 1024;
