// Files that set monitoring up, as rows of the platform's files.
import type { PlatformReader, PlatformRow } from "../platform/recognise.ts";
import { monitoringInsider } from "./insider.ts";
import { markOf, marks } from "./marks.ts";

export const monitoringFiles: readonly PlatformRow[] = Object.values(marks).map((mark) => ({
  what: mark.what,
  // A text that two of them fit is read once.
  matches: (fileName, text) => /\.(?:ya?ml|json|rules)$/.test(fileName) && markOf(text) === mark,
  load: async ({ insides }): Promise<PlatformReader> => {
    // Alerts in files and those in objects are told together.
    const reader = await insides.reader(monitoringInsider);
    return { read: (text, { name, evidence }) => reader.file(text, { name, evidence }) };
  },
}));
