// Reads manifests and charts into an RBAC graph, as a run of Touchstone does.
import { join } from "node:path";
import type { Inventory } from "../../../src/analysis/derived.ts";
import { AccessInventory } from "../../../src/analysis/rbac/access-inventory.ts";
import { defaultAccess } from "../../../src/analysis/rbac/defaults.ts";
import { defaultLimits } from "../../../src/evidence/index.ts";
import { readInventory } from "../../../src/read-inventory.ts";
import { chartRenderer } from "../../../src/cli/render-chart.ts";
import type { Applicable } from "../../api-server/apply.ts";

export const repository = join(import.meta.dirname, "../../..");

/** @throws Error when some of it cannot be read */
export async function readAccess(paths: readonly string[], values: readonly string[] = []): Promise<AccessInventory> {
  const inventory = new AccessInventory(defaultAccess);
  await feed([inventory], paths, values);
  return inventory;
}

/** The objects as an API server is given them: with the namespace that they would be installed in. */
export async function objectsOf(
  paths: readonly string[],
  values: readonly string[] = [],
): Promise<readonly Applicable[]> {
  const objects: Applicable[] = [];
  await feed(
    [
      {
        add: ([{ resource, input, kind }]) => {
          if (kind !== "object") return;
          const { metadata, ...rest } = input as Applicable;
          const { namespace } = resource;
          objects.push({ ...rest, metadata: { ...metadata, ...(namespace !== "" && { namespace }) } });
        },
        derive: () => [],
      },
    ],
    paths,
    values,
  );
  return objects;
}

/** @throws Error when some of it cannot be read */
export async function feed(
  inventories: readonly Inventory[],
  paths: readonly string[],
  values: readonly string[] = [],
): Promise<void> {
  const { problems } = await readInventory(
    paths,
    {
      renderChart: chartRenderer(
        { values, set: [], setString: [], setFile: [], setJson: [], apiVersions: [], helmEngine: "embedded" },
        "agents",
      ),
      defaultNamespace: "agents",
      limits: defaultLimits,
      now: "2026-01-01T00:00:00.000Z",
      version: "0",
      stdin: process.stdin,
    },
    inventories,
  );
  if (problems.length > 0) throw new Error(JSON.stringify(problems, null, 2));
}
