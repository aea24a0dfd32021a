// Plain text inside SARIF, where braces and brackets have a meaning of their own.
import { printable } from "./text.ts";

/** A message that shows as it is: SARIF would take `{0}` for an argument and `[text](target)` for a link. */
export function sarifText(text: string): string {
  return printable(text)
    .replace(/\{(\d+)\}/g, "{{$1}}")
    .replaceAll("](", "\\](");
}
