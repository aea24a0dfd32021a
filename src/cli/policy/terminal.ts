// What the terminal can show.

/** Colours only on a terminal that has them, and that did not ask for none. */
export function wantsColour(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && stream.hasColors() && !process.argv.includes("--no-color");
}
