// A process of its own that puts assessments into a store: `writer.ts STORE FIRST COUNT`.
import { newRun, openHistory } from "../../src/history/index.ts";
import { sampleAssessment } from "../report/sample-assessment.ts";

const [store = "", first = "", count = ""] = process.argv.slice(2);
for (let index = Number(first); index < Number(first) + Number(count); index++) {
  const assessedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString();
  const assessment = { ...sampleAssessment, assessedAt };
  const history = await openHistory(store, true);
  await history.add(newRun(assessment, "shop", JSON.stringify(assessment)));
  await history.close();
}
