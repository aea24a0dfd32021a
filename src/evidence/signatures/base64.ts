// Reads base64 as strictly as it can be written: of a signed text not a character may change and still be the same.

/** Standard or URL-safe, with padding or without; undefined for anything else, and for bits that mean nothing. */
export function fromBase64(text: string): Buffer | undefined {
  const plain = text
    .replace(/={0,2}$/, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/");
  const bytes = Buffer.from(plain, "base64");
  return bytes.toString("base64").replace(/={0,2}$/, "") === plain ? bytes : undefined;
}
