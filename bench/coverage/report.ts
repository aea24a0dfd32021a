// The coverage as Markdown: a table for each peer, what it has alone, the differences that nothing explains, and totals.
import { renderTable, type Column } from "../table.ts";
import type { Coverage, PeerCoverage } from "./coverage.ts";
import type { ComparedCheck, Difference } from "./compare-verdicts.ts";
import type { Verdict } from "./verdicts.ts";

export function renderCoverage(coverage: Coverage): string {
  const { corpus, peers, checks, own, remarks } = coverage;
  const lines = [
    `Corpus: ${corpus.name}: ${corpus.files} files, ${corpus.objects} objects, sha256 ${corpus.sha256.slice(0, 12)}`,
    "A difference: one side fails an object, and the other one passes it or does not judge it.",
    ...peers.flatMap(renderPeer),
    "",
    "## Totals",
    "",
    ...peers.map(totalsOf),
    `- Of the ${checks} checks here ${own.length} have no counterpart in ${peers.map(({ peer }) => peer).join(" or ")}: ${own.join(", ")}`,
    ...remarks.map((remark) => `- ${remark}`),
  ];
  return `${lines.join("\n")}\n`;
}

function renderPeer(peer: PeerCoverage): readonly string[] {
  const { compared, without, notListed, notThere } = peer;
  const differences = compared.flatMap(({ check, unexplained }) =>
    unexplained.map((one) => showDifference(check, one)),
  );
  const stale = compared.flatMap(({ check, explained }) =>
    explained
      .filter(({ objects }) => objects.length === 0)
      .map(({ explanation }) => `${check}: ${explanation.because}`),
  );
  return [
    "",
    `## ${peer.peer} ${peer.version}`,
    "",
    renderTable(columnsFor(peer.peer), compared.map(rowOf)),
    renderTable(
      withoutColumns,
      without.map(({ check, reason }) => [check, reason]),
    ).trimEnd(),
    ...section("Differences that no explanation fits, or more than one", differences),
    ...section(`Checks that bench/coverage/${peer.peer}.yaml does not list`, notListed),
    ...section(`Checks of bench/coverage/${peer.peer}.yaml that this version does not have`, notThere),
    ...section("Stale: explanations of differences that are not in this corpus", stale),
  ];
}

function columnsFor(peer: string): readonly Column[] {
  return [
    { title: "check", align: "left" },
    { title: "counterpart", align: "left" },
    { title: "both judge", align: "right" },
    { title: "agree", align: "right" },
    { title: `only ${peer} fails`, align: "right" },
    { title: "only touchstone fails", align: "right" },
    { title: "why", align: "left" },
  ];
}

const withoutColumns: readonly Column[] = [
  { title: "check without a counterpart", align: "left" },
  { title: "why", align: "left" },
];

function rowOf(compared: ComparedCheck): readonly string[] {
  const { check, counterparts, both, agree, onlyPeerFails, onlyTouchstoneFails, explained } = compared;
  const why = explained
    .filter(({ objects }) => objects.length > 0)
    .map(({ explanation, objects }) => `${objects.length}: ${explanation.because}`);
  const numbers = [both, agree, onlyPeerFails, onlyTouchstoneFails].map(String);
  return [check, counterparts.join(", "), ...numbers, why.join(" ")];
}

function section(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ["", `${title}:`, "", ...items.map((item) => `- ${item}`)];
}

function showDifference(check: string, { object, peer, touchstone, explanations }: Difference): string {
  const fitting = explanations === 0 ? "" : ` (${explanations} explanations fit)`;
  return `${check}: ${object}: peer ${show(peer)}; touchstone ${show(touchstone)}${fitting}`;
}

function show(verdict: Verdict | undefined): string {
  if (verdict === undefined) return "says nothing";
  return verdict.says.length === 0 ? verdict.outcome : `${verdict.outcome} (${verdict.says.join("; ")})`;
}

function totalsOf({ peer, compared, without, notListed }: PeerCoverage): string {
  const all = compared.length + without.length + notListed.length;
  const sum = (count: (one: ComparedCheck) => number): number => compared.reduce((total, one) => total + count(one), 0);
  const both = sum((one) => one.both);
  const differ = sum((one) => one.onlyPeerFails + one.onlyTouchstoneFails);
  const open = sum(({ unexplained }) => unexplained.length);
  return (
    `- ${peer}: ${compared.length} of ${all} checks have a counterpart; both judge ${both} times and agree ` +
    `${sum((one) => one.agree)} times; ${differ} differences, ${open} of them unexplained`
  );
}
