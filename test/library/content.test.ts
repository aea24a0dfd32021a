// The catalogues against their primary sources, and the mappings against what they claim.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { loadBuiltIn } from "../../src/library/built-in.ts";
import { loadCatalogue } from "../../src/library/catalogues.ts";
import type { Control, Framework } from "../../src/model/index.ts";

const root = join(import.meta.dirname, "../..");
const sources = join(root, "../shared/content");
const withSources = existsSync(sources) ? {} : { skip: "../shared/content, the primary sources, is not there" };

async function catalogue(id: string): Promise<Framework> {
  return loadCatalogue(join(root, "controls", `${id}.yaml`));
}

/** What the source has too, without what we say of the evidence. */
function fromSource({ controls }: Framework): readonly Control[] {
  return controls.map(({ evidence: _evidence, note: _note, ...control }) => control);
}

async function source<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(join(sources, name), "utf8")) as T;
}

interface OwaspSource {
  readonly items: readonly { id: string; edition: string; title: string; cwes: readonly number[] }[];
}

for (const edition of ["2021", "2025"]) {
  test(`OWASP ${edition} has the categories, titles and CWE numbers of its source`, withSources, async () => {
    const { items } = await source<OwaspSource>("owasp.json");
    const expected = items
      .filter((item) => item.edition === edition)
      .map(({ id, title, cwes }): Control => ({ id, title, cwe: cwes }));
    assert.deepEqual(fromSource(await catalogue(`owasp-${edition}`)), expected);
  });
}

interface CsfSource {
  readonly subcategories: readonly { id: string; title: string; category: string }[];
  readonly withdrawn: readonly string[];
}

test("CSF 2.0 has the subcategories of its source, and none of those that were withdrawn", withSources, async () => {
  const { subcategories, withdrawn } = await source<CsfSource>("csf2.json");
  const controls = fromSource(await catalogue("csf-2.0"));
  assert.deepEqual(
    controls,
    subcategories.map(({ id, title, category }): Control => ({ id, title, group: category })),
  );
  assert.equal(withdrawn.length, 79);
  assert.deepEqual(
    controls.filter(({ id }) => withdrawn.includes(id)),
    [],
  );
});

interface IsoSource {
  readonly items: readonly { id: string; title: string; theme: string }[];
}

test("ISO 27001 Annex A has the ids, short titles and themes of its source", withSources, async () => {
  const { items } = await source<IsoSource>("iso27001.json");
  assert.deepEqual(
    fromSource(await catalogue("iso27001-2022")),
    items.map(({ id, title, theme }): Control => ({ id, title, group: theme })),
  );
});

/**
 * Counted and hashed when the catalogues were compared with what each names as its source: these hold where the sources are
 * absent. The ids of NSA/CISA are our own, as are the titles of CIS, NSA/CISA and SOC 2.
 */
const pinned = {
  "owasp-2021": { controls: 10, sha256: "91a9d0e770bf5a3f1c2edaf65367dabd15e5a8b8700d4d164f46d3e678a97d4c" },
  "owasp-2025": { controls: 10, sha256: "d18f16be162e27ce763d5184f6d484a9451aa474536cc1a3766e98b6caba02bb" },
  "csf-2.0": { controls: 106, sha256: "ce66dc5db19b47657ae8e50ed04af04ac36c52c68708c522d41d9fe0877a4497" },
  "iso27001-2022": { controls: 93, sha256: "fddd12d0e2ea067a598d17e5dcb24ae35d337e0d10bd2129b21c3567905637d8" },
  "cis-kubernetes-1.12": { controls: 131, sha256: "70a674c794d34ec1dbbfb53587c17f6a79e55c7f8aca682d8e9f7fae4d1f0e25" },
  "nsa-cisa-kubernetes-1.2": {
    controls: 74,
    sha256: "2014491ddef696d3a2226de393baa406219e38c41242503b0a82809a4c2e18b2",
  },
  "nist-800-53-r5": { controls: 300, sha256: "754f20da1cd7127eaf1e1e68c6a2b8c31fc8a1c1b3a146fbe746b000e59dc600" },
  "soc2-2017": { controls: 61, sha256: "2a5cae33ade63f9f2880401c2797c370be90f454d43626366cf226527d3e92df" },
};

test("no catalogue has changed since it was compared with its source", async () => {
  const found: Record<string, { controls: number; sha256: string }> = {};
  for (const id of Object.keys(pinned)) {
    const { controls } = await catalogue(id);
    const rows = controls.map((control) => JSON.stringify([control.id, control.title, control.group, control.cwe]));
    found[id] = { controls: controls.length, sha256: createHash("sha256").update(rows.join("\n")).digest("hex") };
  }
  assert.deepEqual(found, pinned);
});

test("every control says what a machine can show of it, and what is left; the rest is attested by a person", async () => {
  const { mappings, intentMappings } = await loadBuiltIn();
  const mapped = new Set([...mappings, ...intentMappings].map(({ framework, control }) => `${framework}/${control}`));
  const machine: Record<string, string> = {};
  for (const { id: framework, controls } of (await loadBuiltIn()).frameworks) {
    for (const { id, evidence, note } of controls) {
      assert.ok(evidence !== undefined && note !== undefined, `${framework}/${id}`);
      assert.match(note, /^[A-Z].*\.$/, `${framework}/${id}`);
      if (mapped.has(`${framework}/${id}`)) assert.notEqual(evidence, "attestation", `${framework}/${id}`);
    }
    const shown = controls.filter(({ evidence }) => evidence !== "attestation").length;
    machine[framework] = `${shown} of ${controls.length}`;
  }
  assert.deepEqual({ csf: machine["csf-2.0"], iso: machine["iso27001-2022"] }, { csf: "28 of 106", iso: "40 of 93" });
});

test("a catalogue has the id of its file, and names the owner of the standard in its licence", async () => {
  const owners = {
    "owasp-2021": /OWASP Foundation.*CC BY-SA 4\.0/,
    "owasp-2025": /OWASP Foundation.*CC BY-SA 4\.0/,
    "csf-2.0": /NIST.*public domain/,
    "iso27001-2022": /copyright of ISO/,
    "cis-kubernetes-1.12": /^Numbers only.*CIS.*titles, groups and notes are our own words/,
    "nsa-cisa-kubernetes-1.2": /NSA and CISA.*public domain/,
    "nist-800-53-r5": /NIST.*public domain/,
    "soc2-2017": /^Ids only.*our own words.*copyright of the AICPA/,
  };
  assert.deepEqual(Object.keys(owners).toSorted(), Object.keys(pinned).toSorted());
  for (const [id, owner] of Object.entries(owners)) {
    const framework = await catalogue(id);
    assert.equal(framework.id, id);
    assert.match(framework.licence, owner);
    assert.match(
      framework.source,
      /^https:\/\/(?:owasp\.org|(?:www|csrc)\.nist\.gov|www\.iso\.org|www\.cisecurity\.org|media\.defense\.gov|www\.aicpa-cima\.com)\//,
    );
  }
});

test("CSF 2.0's numbers have the holes that the standard has", async () => {
  const ids = (await catalogue("csf-2.0")).controls.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id) => id.startsWith("PR.DS")),
    ["PR.DS-01", "PR.DS-02", "PR.DS-10", "PR.DS-11"],
  );
  assert.deepEqual(
    ids.filter((id) => ["ID.AM-06", "PR.AC-01", "PR.IP-01", "DE.DP-01", "RS.RP-01", "RC.IM-01"].includes(id)),
    [],
  );
});

/** How many controls there are by the beginning of their ids. */
async function countBy(id: string, prefix: RegExp): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const control of (await catalogue(id)).controls) {
    const [found] = prefix.exec(control.id) ?? [];
    assert.ok(found !== undefined, control.id);
    counts[found] = (counts[found] ?? 0) + 1;
  }
  return counts;
}

test("NIST SP 800-53 has the base controls of each family, and none that was withdrawn", async () => {
  assert.deepEqual(await countBy("nist-800-53-r5", /^[A-Z]{2}(?=-[1-9]\d?$)/), {
    AC: 23,
    AT: 5,
    AU: 15,
    CA: 8,
    CM: 14,
    CP: 12,
    IA: 13,
    IR: 9,
    MA: 7,
    MP: 8,
    PE: 22,
    PL: 8,
    PM: 32,
    PS: 9,
    PT: 8,
    RA: 9,
    SA: 17,
    SC: 47,
    SI: 22,
    SR: 12,
  });
  const withdrawn =
    "AC-13 AC-15 AT-5 AU-15 CA-4 CP-5 IR-10 PE-7 PL-3 PL-5 PL-6 RA-4 SA-6 SA-7 SA-12 SA-13 SA-14 SA-18 SA-19"
      .concat(" SC-9 SC-14 SC-19 SC-33 SI-9")
      .split(" ");
  const ids = (await catalogue("nist-800-53-r5")).controls.map(({ id }) => id);
  assert.deepEqual(
    withdrawn.filter((id) => ids.includes(id)),
    [],
  );
});

test("the CIS benchmark has its sections, without a hole in any", async () => {
  const sections = await countBy("cis-kubernetes-1.12", /^(?:[1345]\.\d|2)(?=\.\d+$)/);
  assert.deepEqual(sections, {
    "1.1": 21,
    "1.2": 30,
    "1.3": 7,
    "1.4": 2,
    "2": 7,
    "3.1": 3,
    "3.2": 2,
    "4.1": 10,
    "4.2": 14,
    "4.3": 1,
    "5.1": 13,
    "5.2": 12,
    "5.3": 2,
    "5.4": 2,
    "5.5": 1,
    "5.6": 4,
  });
  const ids = (await catalogue("cis-kubernetes-1.12")).controls.map(({ id }) => id);
  const expected = Object.entries(sections).flatMap(([section, amount]) =>
    Array.from({ length: amount }, (_, index) => `${section}.${index + 1}`),
  );
  assert.deepEqual(ids.toSorted(), expected.toSorted());
});

test("SOC 2 has its common criteria, and those of the four further categories", async () => {
  assert.deepEqual(await countBy("soc2-2017", /^(?:CC|PI|[ACP])\d(?=\.\d$)/), {
    CC1: 5,
    CC2: 3,
    CC3: 4,
    CC4: 2,
    CC5: 3,
    CC6: 8,
    CC7: 5,
    CC8: 1,
    CC9: 2,
    A1: 3,
    C1: 2,
    PI1: 5,
    P1: 1,
    P2: 1,
    P3: 2,
    P4: 3,
    P5: 2,
    P6: 7,
    P7: 1,
    P8: 1,
  });
});

test("CWE numbers are where the OWASP lists have them, and not where the prose puts them", async () => {
  const all = [...(await catalogue("owasp-2021")).controls, ...(await catalogue("owasp-2025")).controls];
  function listing(number: number): string[] {
    return all.filter(({ cwe }) => cwe?.includes(number)).map(({ id }) => id);
  }
  assert.deepEqual(listing(918), ["A10:2021", "A01:2025"]);
  assert.deepEqual(listing(259), ["A02:2021", "A07:2021", "A07:2025"]);
  assert.deepEqual(listing(447), ["A03:2025"]);
  for (const number of [250, 400, 477, 770, 1188]) assert.deepEqual(listing(number), [], `CWE-${number}`);
});
