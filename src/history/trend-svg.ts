// A trend as SVG: both scores as lines, the gate's threshold, and gaps where there was no score. Nothing in it is loaded or run.
import { percentOf } from "../assessment/index.ts";
import { xmlText } from "../report/xml.ts";
import type { TrendPoint } from "./trend.ts";

const width = 720;
const height = 260;
const margin = { left: 44, right: 16, top: 34, bottom: 30 };

const style = `
.trend { background: #fff; }
.trend text { font: 12px system-ui, sans-serif; fill: #1b1f24; }
.trend .grid { stroke: #d7dce1; }
.trend .threshold { stroke: #b3261e; stroke-dasharray: 5 4; }
.trend .adjusted { fill: none; stroke: #1f6feb; stroke-width: 2; }
.trend .strict { fill: none; stroke: #57606a; stroke-width: 1.5; stroke-dasharray: 2 3; }
.trend circle.adjusted { fill: #1f6feb; }
@media (prefers-color-scheme: dark) {
  .trend { background: #16181c; }
  .trend text { fill: #e6e8eb; }
  .trend .grid { stroke: #3a4048; }
  .trend .threshold { stroke: #ff8a80; }
  .trend .adjusted { stroke: #79b8ff; }
  .trend .strict { stroke: #a3abb5; }
  .trend circle.adjusted { fill: #79b8ff; }
}
`;

/** `threshold` is in percent. */
export function trendSvg(points: readonly TrendPoint[], title: string, threshold: number): string {
  const x = (index: number): number =>
    round(margin.left + ((width - margin.left - margin.right) * index) / Math.max(points.length - 1, 1));
  const y = (percent: number): number =>
    round(height - margin.bottom - ((height - margin.top - margin.bottom) * percent) / 100);
  const valueOf = (point: TrendPoint, variant: "strict" | "adjusted"): number | undefined => {
    const share = point[variant];
    return share === null ? undefined : percentOf(share);
  };
  const path = (variant: "strict" | "adjusted"): string =>
    points
      .map((point, index) => {
        const value = valueOf(point, variant);
        if (value === undefined) return "";
        const previous = points[index - 1];
        const joins = previous !== undefined && valueOf(previous, variant) !== undefined;
        return `${joins ? "L" : "M"}${x(index)} ${y(value)}`;
      })
      .join("");
  const circles = points.map((point, index) => {
    const value = valueOf(point, "adjusted");
    if (value === undefined) return "";
    const told = `${point.assessedAt}: adjusted ${value.toFixed(1)}%, strict ${valueOf(point, "strict")?.toFixed(1)}%, gate ${point.verdict}`;
    return `<circle class="adjusted" cx="${x(index)}" cy="${y(value)}" r="3"><title>${text(told)}</title></circle>`;
  });
  const grid = [0, 25, 50, 75, 100].map(
    (percent) =>
      `<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${y(percent)}" y2="${y(percent)}"/>` +
      `<text x="${margin.left - 6}" y="${y(percent) + 4}" text-anchor="end">${percent}%</text>`,
  );
  const [first, last] = [points[0], points.at(-1)];
  const description = `${points.length} assessments${first && last ? ` from ${first.assessedAt} to ${last.assessedAt}` : ""}; the dashed line is the threshold of ${threshold}%`;
  return `<svg class="trend" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="trend-title trend-text">
<title id="trend-title">${text(title)}</title>
<desc id="trend-text">${text(description)}</desc>
<style>${style}</style>
<text x="${margin.left}" y="20">${text(title)}: adjusted (line), strict (dotted)</text>
${grid.join("\n")}
<line class="threshold" x1="${margin.left}" x2="${width - margin.right}" y1="${y(threshold)}" y2="${y(threshold)}"/>
<path class="strict" d="${path("strict")}"/>
<path class="adjusted" d="${path("adjusted")}"/>
${circles.join("")}
<text x="${margin.left}" y="${height - 8}">${text(first?.assessedAt.slice(0, 10) ?? "")}</text>
<text x="${width - margin.right}" y="${height - 8}" text-anchor="end">${text(last?.assessedAt.slice(0, 10) ?? "")}</text>
</svg>
`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function text(value: string): string {
  return xmlText(value).xml;
}
