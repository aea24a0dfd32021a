// Where a history is kept: a file, or a database server by its URL.

/** Whether it is a server, and no file. */
export function isServerAddress(store: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(store);
}
