// The address of a database as it may be printed.

/** The address without its password. */
export function shownUrl(url: string): string {
  try {
    const address = new URL(url);
    return `${address.protocol}//${address.username === "" ? "" : `${address.username}@`}${address.host}${address.pathname}`;
  } catch {
    return "the PostgreSQL database";
  }
}
