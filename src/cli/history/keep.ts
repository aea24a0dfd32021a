// Puts an assessment into the history, after its reports are written.
import { defaultStore } from "../../config/index.ts";
import { newRun, openHistory, shownStore } from "../../history/index.ts";
import type { Assessment } from "../../model/index.ts";
import { jsonPieces } from "../../report/json-text.ts";

/** @throws TouchstoneError E_HISTORY */
export async function keep(assessment: Assessment, store: string | true, name: string): Promise<void> {
  const where = store === true ? defaultStore : store;
  const document = [...jsonPieces(assessment)].join("");
  const run = newRun(assessment, name, document);
  const history = await openHistory(where, true);
  try {
    await history.add(run);
  } finally {
    await history.close();
  }
  process.stderr.write(`kept ${run.id.slice(0, 12)} in ${shownStore(where)}\n`);
}
