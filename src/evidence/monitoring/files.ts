// Files that set monitoring up, as rows of the platform's files.
import type { PlatformReader, PlatformRow } from "../platform/recognise.ts";
import { monitoringInsider } from "./insider.ts";
import type { MonitoringReader } from "./reader.ts";

/** What stands in each kind of file, at the beginning of a line or as a key of JSON. */
const kinds: readonly (readonly [what: string, mark: RegExp])[] = [
  ["rules of Prometheus", /^groups:\s*(?:#.*)?$[^]*^\s+(?:- )?rules:|"groups"\s*:[^]*"rules"\s*:/m],
  ["alertmanager.yml", /^route:\s*(?:#.*)?$/m],
  ["prometheus.yml", /^(?:scrape_configs|rule_files):/m],
  ["a configuration of an OpenTelemetry Collector or of Jaeger", /^service:\s*(?:#.*)?$[^]*^\s+pipelines:/m],
  ["data sources of Grafana", /^datasources:\s*(?:#.*)?$/m],
  ["a dashboard of Grafana", /"(?:panels|rows)"\s*:[^]*"schemaVersion"\s*:|"schemaVersion"\s*:[^]*"(?:panels|rows)"\s*:/],
];

export const monitoringFiles: readonly PlatformRow[] = kinds.map(([what, mark]) => ({
  what,
  matches: (fileName, text) => /\.(?:ya?ml|json|rules)$/.test(fileName) && isFirst(mark, text),
  load: async ({ insides }): Promise<PlatformReader> => {
    // Alerts in files and those in objects are told together.
    const reader = (await insides.readerOf(monitoringInsider)) as MonitoringReader;
    return { read: (text, { name, evidence }) => reader.file(text, { name, evidence }) };
  },
}));

/** A file that two rows match is read once. */
function isFirst(mark: RegExp, text: string): boolean {
  return kinds.find(([, other]) => other.test(text))?.[1] === mark;
}
