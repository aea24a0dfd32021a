// Loads a Handlebars template or a style sheet from the templates folder.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Handlebars from "handlebars";
import { TouchstoneError, messageOf } from "../model/index.ts";

/** Turns a view into text. A name that the view lacks is an error, never a gap in a report. */
export type Template<View> = (view: View) => string;

/** Whether `{{value}}` escapes HTML, or inserts values that the view has escaped already. */
export type Escaping = "html" | "done";

/**
 * Compiles the template of a file.
 * @throws TouchstoneError E_OUTPUT when it is missing
 */
export async function loadTemplate<View>(folder: string, name: string, escaping: Escaping): Promise<Template<View>> {
  const source = await loadText(folder, name);
  return Handlebars.create().compile<View>(source, {
    strict: true,
    knownHelpersOnly: true,
    noEscape: escaping === "done",
  });
}

/**
 * The text of a file of the folder, with line feeds as line ends wherever it was checked out.
 * @throws TouchstoneError E_OUTPUT when it is missing
 */
export async function loadText(folder: string, name: string): Promise<string> {
  const text = await readFile(join(folder, name), "utf8").catch((cause: unknown) => {
    const hint = "Reinstall Touchstone, or check the folder that the templates are read from.";
    throw new TouchstoneError("E_OUTPUT", `the template ${name} cannot be read: ${messageOf(cause)}`, hint, cause);
  });
  return text.replaceAll("\r\n", "\n");
}
