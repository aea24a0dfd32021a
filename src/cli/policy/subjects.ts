// The subjects of some manifests and charts, as a scan would judge them.
import { defaultLimits } from "../../evidence/index.ts";
import { Gathering } from "../../gather.ts";
import { TouchstoneError, subjectKinds, type Subject } from "../../model/index.ts";
import { chartRenderer } from "../render-chart.ts";
import { version } from "../../version.ts";

/** Charts are rendered with their own values. */
const chartOptions = { values: [], set: [], setString: [], setFile: [], setJson: [], apiVersions: [] } as const;

/** @throws TouchstoneError for whatever cannot be read */
export async function subjectsAt(paths: readonly string[]): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  const derived: Subject[] = [];
  const defaultNamespace = "default";
  const gathering = new Gathering(
    {
      paths,
      renderChart: chartRenderer(chartOptions, defaultNamespace),
      defaultNamespace,
      limits: defaultLimits,
      now: new Date().toISOString(),
      version,
      stdin: process.stdin,
    },
    { kinds: new Set(subjectKinds), whole: false, asked: new Set(), categoriesOf: () => [] },
    { take: (subject) => void subjects.push(subject), derived: (_, subject) => void derived.push(subject) },
  );
  await gathering.gather();
  const [problem] = gathering.problems;
  if (problem) throw new TouchstoneError(problem.code, `${problem.location.file}: ${problem.message}`, problem.hint);
  return [...subjects, ...derived];
}
