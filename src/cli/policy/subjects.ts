// The subjects of some manifests and charts, as a scan would judge them.
import { Inventories } from "../../analysis/inventories.ts";
import { collect, defaultLimits, findSources, normalise } from "../../evidence/index.ts";
import { TouchstoneError, subjectKinds, type Subject } from "../../model/index.ts";
import { chartRenderer } from "../render-chart.ts";
import { version } from "../../version.ts";

/** Charts are rendered with their own values. */
const chartOptions = { values: [], set: [], setString: [], setFile: [], setJson: [], apiVersions: [] } as const;

/** @throws TouchstoneError for whatever cannot be read */
export async function subjectsAt(paths: readonly string[]): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  const inventories = new Inventories(new Set(subjectKinds));
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
          inventories.add(found, subjects.length);
          subjects.push(...found);
        },
        problem({ code, location, message, hint }) {
          throw new TouchstoneError(code, `${location.file}: ${message}`, hint);
        },
        finished: () => {},
      },
    );
  }
  return [...subjects, ...inventories.namespaces(), ...inventories.derive().map(({ subject }) => subject)];
}
