// Where a history is kept: a file, or a database server by its URL.

/** Whether it is a server, and no file. */
export function isServerAddress(store: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(store);
}

/** Whether it says a scheme that is neither: nobody means a file of the name `mysql://...`. One letter is a drive of Windows. */
export function isUnknownAddress(store: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]+:/.test(store) && !isServerAddress(store);
}
