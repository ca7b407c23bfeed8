const chunk = 0x8000;

/** Bytes as base64, in pieces: a call with a whole file's bytes as arguments overflows the stack. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) {
    text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  }
  return btoa(text);
}
