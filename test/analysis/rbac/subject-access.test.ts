// Our answers about access are those of a real API server, for thousands of SubjectAccessReviews.
import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { after, before, test } from "node:test";
import { loadAll } from "js-yaml";
import { AccessInventory } from "../../../src/analysis/rbac/access-inventory.ts";
import { defaultAccess } from "../../../src/analysis/rbac/defaults.ts";
import type { Rule } from "../../../src/analysis/rbac/rules.ts";
import { missing, startApiServer, type ApiServer } from "../../api-server/api-server.ts";
import { apply, mapConcurrently, reviewAccess, type Applicable } from "../../api-server/apply.ts";
import { readDefaultAccess } from "../../api-server/default-access.ts";
import { objectsOf, readAccess, repository } from "./read-access.ts";
import { questionsOf } from "./questions.ts";

/** A folder of charts that were rendered elsewhere, each asked about as a cluster of its own. */
const corpus = process.env["TOUCHSTONE_CORPUS"];
const example = join(repository, "examples/agents");
const platform = join(repository, "test/api-server/manifests/platform.yaml");

let server: ApiServer;
if (missing === false) {
  before(async () => {
    server = await startApiServer();
  });
  after(() => server.stop());
}

test(
  "the roles and bindings that we know as Kubernetes' own are those of a real API server",
  { skip: missing },
  async () => {
    assert.deepEqual(JSON.parse(JSON.stringify(await readDefaultAccess(server))), defaultAccess);
  },
);

test("a graph of defaults alone answers as the API server does", { skip: missing }, async (t) => {
  await agree(t, new AccessInventory(defaultAccess), 4000);
});

test("the API server and the graph agree about roles with every feature of RBAC", { skip: missing }, async (t) => {
  const objects = loadAll(await readFile(platform, "utf8")) as readonly Applicable[];
  assert.deepEqual(await apply(server, objects), []);
  await agree(t, await readAccess([platform]), 8000);
});

for (const values of ["before", "hardened"]) {
  test(`they agree about the example with its values-${values}.yaml`, { skip: missing }, async (t) => {
    const own = await startApiServer();
    try {
      const files = [join(example, `values-${values}.yaml`)];
      assert.deepEqual(await apply(own, await objectsOf([example], files)), []);
      await agree(t, await readAccess([example], files), 2000, own);
    } finally {
      await own.stop();
    }
  });
}

const charts = corpus === undefined ? [] : globSync(join(corpus, "*.yaml")).toSorted();
const noCorpus = corpus === undefined && "SKIPPED: TOUCHSTONE_CORPUS names no folder of rendered charts";
test("they agree about a corpus of real charts", { skip: missing || noCorpus }, async (t) => {
  const own = await startApiServer();
  try {
    assert.deepEqual(await apply(own, await objectsOf(charts)), []);
    await agree(t, await readAccess(charts), 10_000, own);
  } finally {
    await own.stop();
  }
});

async function agree(
  t: { diagnostic(message: string): void },
  inventory: AccessInventory,
  limit: number,
  own: ApiServer = server,
): Promise<void> {
  const graph = inventory.graph();
  await untilAggregated(own, graph);
  const questions = questionsOf(graph, limit);
  const truth = await mapConcurrently(questions, 16, ({ who, request }) => reviewAccess(own, who, request));
  const disagreements = questions.flatMap(({ who, request }, index) => {
    const ours = graph.decide(who, request).allowed;
    return ours === truth[index] ? [] : [{ who, request, ours }];
  });
  const allowed = truth.filter(Boolean).length;
  t.diagnostic(
    `${questions.length} SubjectAccessReviews, ${allowed} of them allowed, ${disagreements.length} disagreements`,
  );
  assert.deepEqual(disagreements, []);
}

/** The controller fills aggregated roles a moment after they are there. */
async function untilAggregated(own: ApiServer, graph: ReturnType<AccessInventory["graph"]>): Promise<void> {
  const aggregated = graph.roles.filter(({ aggregation }) => aggregation !== undefined);
  for (let attempt = 0; attempt < 100; attempt++) {
    const counts = await Promise.all(
      aggregated.map(async (role) => {
        const path = `/apis/rbac.authorization.k8s.io/v1/clusterroles/${role.name}`;
        const { rules } = (await own.ask("GET", path)).body as { readonly rules?: readonly unknown[] | null };
        return { found: (rules ?? []).length, wanted: new Set(graph.rulesOf(role).map(ruleText)).size };
      }),
    );
    if (counts.every(({ found, wanted }) => found === wanted)) return;
    await setTimeout(100);
  }
}

/** The controller keeps each rule once. */
function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: Rule): string {
  return JSON.stringify([verbs, apiGroups, resources, resourceNames, nonResourceURLs]);
}
