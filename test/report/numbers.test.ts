// The same numbers come out in every format, and no percentage stands alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Score, ScorePair } from "../../src/model/index.ts";
import { reportFormats, type ReportFormat } from "../../src/report/index.ts";
import { render } from "./rendered.ts";
import { sampleAssessment } from "./sample-assessment.ts";

/** Strict, adjusted, coverage and reach, as text, of each framework and then of all of them. */
type Numbers = readonly (readonly string[])[];

const line = /(\d[\d.]*%|no score)\s+(\d[\d.]*%|no score)\s+(\d[\d.]*%|no score)\s+(\d+ of \d+)/;

function inLines(text: string): Numbers {
  return text.split("\n").flatMap((row) => {
    const numbers = line.exec(row)?.slice(1);
    return numbers ? [numbers] : [];
  });
}

function share(score: Score | null): string {
  return score === null ? "no score" : `${score.percent.toFixed(1)}%`;
}

interface Scored {
  readonly score: ScorePair;
  readonly coverage: Score | null;
  readonly frameworks: readonly {
    readonly score: ScorePair;
    readonly coverage: Score | null;
    readonly reach: { readonly assessable: number; readonly total: number };
  }[];
}

function inValues({ score, coverage, frameworks }: Scored): Numbers {
  const rows = [
    ...frameworks,
    {
      score,
      coverage,
      reach: {
        assessable: frameworks.reduce((sum, { reach }) => sum + reach.assessable, 0),
        total: frameworks.reduce((sum, { reach }) => sum + reach.total, 0),
      },
    },
  ];
  return rows.map(({ score, coverage, reach }) => [
    share(score.strict),
    share(score.adjusted),
    share(coverage),
    `${reach.assessable} of ${reach.total}`,
  ]);
}

const readers: Readonly<Record<ReportFormat, (text: string) => Numbers>> = {
  table: inLines,
  json: (text) => inValues(JSON.parse(text)),
  sarif: (text) => inValues(JSON.parse(text).runs[0].properties),
  junit: (text) =>
    [
      ...text.matchAll(
        /name="score\.[^"]+" value="strict ([^,]+), adjusted ([^,]+), coverage ([^,]+), reach ([^"]+)"/g,
      ),
    ].map(([, ...numbers]) => numbers),
  markdown: (text) => inLines(text.replaceAll("**", "").replaceAll(" | ", "  ")),
  html: (text) => {
    const table = text.slice(text.indexOf('<table class="framework-scores">'), text.indexOf("</tfoot>"));
    return inLines(table.replace(/<[^>]+>/g, "  "));
  },
};

const expected: Numbers = [
  ["17.6%", "23.5%", "80.9%", "3 of 4"],
  ["4.5%", "9.0%", "100.0%", "3 of 5"],
  ["no score", "no score", "no score", "0 of 1"],
  ["11.0%", "16.3%", "90.6%", "6 of 10"],
];

for (const format of reportFormats) {
  test(`${format} shows the same numbers`, async () => {
    assert.deepEqual(readers[format](await render(format)), expected);
  });

  test(`${format} speaks of evidence, and claims nothing more`, async () => {
    assert.equal(/complian/i.test(await render(format)), false);
  });

  test(`${format} has colours only when asked for, and ends with a newline`, async () => {
    const text = await render(format);
    assert.equal(text.includes("\u001b"), false);
    assert.equal(text.endsWith("\n"), true);
  });

  test(`${format} gives the same bytes for the same assessment`, async () => {
    assert.equal(await render(format), await render(format, {}, structuredClone(sampleAssessment)));
  });
}
