import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Puts a question and reads one line: whether it says yes. The end of the input is a no. */
export async function saysYes(
  question: string,
  print: (text: string) => void,
  input: Readable = process.stdin,
): Promise<boolean> {
  print(question);
  const lines = createInterface({ input });
  try {
    for await (const line of lines) return /^\s*y(es)?\s*$/i.test(line);
    return false;
  } finally {
    lines.close();
    print('\n');
  }
}
