// The files in which servers are told of TLS, as rows of the platform's files.
import { TouchstoneError } from "../../model/index.ts";
import type { PlatformReader, PlatformRow } from "../platform/recognise.ts";
import { settingsKindOf, settingsKinds } from "./kinds.ts";
import { transportSubjects } from "./subjects.ts";

export const transportFiles: readonly PlatformRow[] = settingsKinds.map((kind) => ({
  what: kind.what,
  matches: (fileName, text) => settingsKindOf(fileName, text)?.kind === kind,
  load: () => Promise.resolve(reader),
}));

const reader: PlatformReader = {
  read(text, { name: file, evidence }) {
    const known = settingsKindOf(file.split("/").at(-1) ?? file, text);
    if (!known) return [];
    const { kind, complete } = known;
    const found = kind.read(text, (line, what) => unreadable(`${file}:${line}`, kind.what, what), complete);
    return transportSubjects(found, {
      file,
      namespace: "",
      evidence,
      locate: (line) => (line > 0 ? { file, line } : { file }),
    });
  },
};

/** Says what is wrong with settings; of what stands in them nothing is shown. */
export function unreadable(place: string, kind: string, what: string): TouchstoneError {
  const hint = "Correct it at the line that is named, or leave the file out of the evidence.";
  return new TouchstoneError("E_PLATFORM", `${place} cannot be read as ${kind}: ${what}`, hint);
}
