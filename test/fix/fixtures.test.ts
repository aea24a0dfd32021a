// Every fixture that fails by a check with fixes: the edits mend it, and bring no finding of any check.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fixPaths } from "../../src/fix-paths.ts";
import { findingsOf, regressions } from "../../src/fix/index.ts";
import { checkFolders, fixturesOf, policies } from "../policies/check-folders.ts";
import { fixOptions } from "./fixing.ts";

/** Why a finding with a fix stays, by fixture: values of a wrong type, where nobody knows what was meant. */
const notFixed: Readonly<Record<string, readonly string[]>> = {
  "admission/webhook-fail-open/fixtures/fail-wrong-types.yaml": ["there is no list to find item 0 in"],
  "admission/webhook-timeout/fixtures/fail-wrong-types.yaml": ["there is no list to find item 0 in"],
  "availability/pdb-unhealthy-eviction-policy/fixtures/fail-wrong-types.yaml": [
    "there is text where a mapping with unhealthyPodEvictionPolicy belongs",
  ],
  "workload/apparmor-unconfined/fixtures/fail-redis-wrong-types.yaml": [
    "there is a list where a mapping with type belongs",
  ],
  "workload/capabilities-dangerous-added/fixtures/fail-redis-wrong-types.yaml": ["there is no list to find item 0 in"],
  "workload/capabilities-drop-all/fixtures/fail-redis-wrong-types.yaml": [
    "there is no list to find item 0 in",
    "there is text where a mapping with drop belongs",
  ],
  "workload/capability-net-raw/fixtures/fail-wrong-types.yaml": [
    "there is text where a mapping with capabilities belongs",
    "there is a list where a mapping with drop belongs",
  ],
  "workload/host-path-writable/fixtures/fail-wrong-types.yaml": ["there is no list to find item 0 in"],
  "workload/host-port/fixtures/fail-redis-wrong-types.yaml": ["there is no list to find item 0 in"],
  "workload/privilege-escalation/fixtures/fail-redis-wrong-types.yaml": [
    "there is text where a mapping with allowPrivilegeEscalation belongs",
    "there is text where a mapping with securityContext belongs",
  ],
  "workload/read-only-root-filesystem/fixtures/fail-redis-wrong-types.yaml": [
    "there is text where a mapping with readOnlyRootFilesystem belongs",
    "there is text where a mapping with securityContext belongs",
  ],
  "workload/run-as-non-root/fixtures/fail-redis-wrong-types.yaml": [
    "there is text where a mapping with runAsNonRoot belongs",
  ],
  "workload/seccomp-profile/fixtures/fail-redis-wrong-types.yaml": [
    "there is a list where a mapping with type belongs",
    "there is a boolean where a mapping with type belongs",
  ],
  "workload/seccomp-unconfined/fixtures/fail-redis-wrong-types.yaml": [
    "there is a list where a mapping with type belongs",
    "there is a boolean where a mapping with type belongs",
  ],
  "workload/unsafe-sysctls/fixtures/fail-redis-wrong-types.yaml": ["there is no list to find item 0 in"],
};

for (const check of checkFolders()) {
  const failing = fixturesOf(check).filter(({ expectation }) => expectation === "fail");
  test(`${check}: what its fixes are for is mended, and nothing is worse`, async () => {
    for (const { file } of failing) {
      const { before, after, files, refused } = await fixPaths(fixOptions(join(policies, file), check));
      const reasons = [...new Set(refused.map(({ reason }) => reason))];
      assert.deepEqual(reasons, notFixed[file] ?? [], file);
      assert.deepEqual(regressions(before, after), [], file);
      const own = findingsOf(after).filter(({ finding }) => finding.check === check && finding.fix);
      assert.equal(own.length, refused.length, file);
      const had = findingsOf(before).some(({ finding }) => finding.check === check && finding.fix);
      assert.equal(files.length > 0, had && findingsOf(before).length > findingsOf(after).length, file);
    }
  });
}

test("every fixture that is named as not fixed exists", () => {
  const known = new Set(
    checkFolders()
      .flatMap(fixturesOf)
      .map(({ file }) => file),
  );
  for (const file of Object.keys(notFixed)) assert.ok(known.has(file), file);
});
