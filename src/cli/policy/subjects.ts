// The subjects of some manifests and charts, as a scan would judge them.
import { NamespaceInventory } from "../../analysis/namespaces.ts";
import { RelationInventory } from "../../analysis/relations.ts";
import { collect, defaultLimits, findSources, normalise } from "../../evidence/index.ts";
import { TouchstoneError, type Subject } from "../../model/index.ts";
import { chartRenderer } from "../render-chart.ts";
import { version } from "../../version.ts";

/** Charts are rendered with their own values. */
const chartOptions = { values: [], set: [], setString: [], setFile: [], setJson: [], apiVersions: [] } as const;

/** @throws TouchstoneError for whatever cannot be read */
export async function subjectsAt(paths: readonly string[]): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  const namespaces = new NamespaceInventory();
  const relations = new RelationInventory();
  const defaultNamespace = "default";
  for (const source of (await Promise.all(paths.map((path) => findSources(path)))).flat()) {
    await collect(
      source,
      {
        renderChart: chartRenderer(chartOptions, defaultNamespace),
        defaultNamespace,
        limits: defaultLimits,
        now: new Date().toISOString(),
        version,
        stdin: process.stdin,
      },
      {
        object(object) {
          const found = normalise(object, 0);
          for (const subject of found) namespaces.add(subject);
          relations.add(found, subjects.length);
          subjects.push(...found);
        },
        problem({ code, location, message, hint }) {
          throw new TouchstoneError(code, `${location.file}: ${message}`, hint);
        },
        finished: () => {},
      },
    );
  }
  return [...subjects, ...namespaces.subjects(), ...relations.relations().map(({ subject }) => subject)];
}
