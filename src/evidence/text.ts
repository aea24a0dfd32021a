// Text in bytes.

/** Undefined for what is no UTF-8. */
export function textIn(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
