// The files of chart archives, for their line numbers; rendering itself is Helm's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readChartArchive } from "../../src/evidence/chart-archive.ts";
import { tarOf, type TarEntry } from "./tar.ts";

const description = { name: "shop/Chart.yaml", content: "name: shop\n" };

function filesOf(archive: Buffer): Readonly<Record<string, string>> | undefined {
  const files = readChartArchive(archive);
  return files && Object.fromEntries([...files].map(([path, content]) => [path, content.toString("utf8")]));
}

test("reads files by their path below the chart's folder", () => {
  const content = "x".repeat(1025);
  assert.deepEqual(
    filesOf(tarOf([description, { name: "shop/templates/pod.yaml", content }, { name: "shop/empty" }])),
    {
      "Chart.yaml": "name: shop\n",
      "templates/pod.yaml": content,
      empty: "",
    },
  );
});

test("reads the charts that are packed inside, under the folders that they would have", () => {
  const deep = tarOf({ "yeast/Chart.yaml": 'name: "yeast"\n', "yeast/templates/a.yaml": "deep" });
  const oven = tarOf({
    "oven/Chart.yaml": "apiVersion: v2\nname: oven # hot\n",
    "oven/templates/a.yaml": "inner",
    "oven/charts/yeast-1.tgz": deep,
  });
  assert.deepEqual(filesOf(tarOf({ "shop/Chart.yaml": "name: shop\n", "shop/charts/oven-1.2.3.tgz": oven })), {
    "Chart.yaml": "name: shop\n",
    "charts/oven/Chart.yaml": "apiVersion: v2\nname: oven # hot\n",
    "charts/oven/templates/a.yaml": "inner",
    "charts/oven/charts/yeast/Chart.yaml": 'name: "yeast"\n',
    "charts/oven/charts/yeast/templates/a.yaml": "deep",
  });
});

test("knows long names of every kind", () => {
  const long = `shop/templates/${"very-".repeat(30)}long.yaml`;
  const record = `path=${long}\n`;
  const entries: readonly TarEntry[] = [
    description,
    { name: "shop/x", type: "x", content: `${record.length + 4} ${record}` },
    { name: "shop/templates/short", content: "pax" },
    { name: "././@LongLink", type: "L", content: `${long}2\0` },
    { name: "shop/templates/short", content: "gnu" },
    { name: "pod.yaml", prefix: "shop/templates", content: "ustar" },
  ];
  const below = long.slice("shop/".length);
  assert.deepEqual(filesOf(tarOf(entries)), {
    "Chart.yaml": "name: shop\n",
    [below]: "pax",
    [`${below}2`]: "gnu",
    "templates/pod.yaml": "ustar",
  });
});

test("leaves out links, folders, and paths that leave the chart", () => {
  const entries: readonly TarEntry[] = [
    description,
    { name: "shop/templates/link.yaml", type: "2", link: "/etc/hostname" },
    { name: "shop/templates/hard.yaml", type: "1", link: "/etc/hostname" },
    { name: "shop/templates/", type: "5" },
    { name: "shop/../../etc/passwd", content: "root" },
    { name: "../passwd", content: "root" },
    { name: "passwd", content: "root" },
  ];
  assert.deepEqual(filesOf(tarOf(entries)), { "Chart.yaml": "name: shop\n" });
});

test("an archive of anything else, or none, is no chart", () => {
  assert.equal(readChartArchive(tarOf({ "package/package.json": "{}" })), undefined);
  assert.equal(readChartArchive(tarOf({ "package/deep/Chart.yaml": "name: deep\n" })), undefined);
  assert.equal(readChartArchive(Buffer.from("no archive")), undefined);
  assert.equal(readChartArchive(gzipSync("not a tar stream".repeat(100))), undefined);
  assert.equal(readChartArchive(Buffer.alloc(0)), undefined);
});

test("an archive that is cut off gives what is whole, and one that unpacks without end gives nothing", () => {
  assert.equal(readChartArchive(tarOf({ "shop/Chart.yaml": "name: shop\n" }).subarray(0, 60)), undefined);
  const dough = { name: "shop/dough.bin", content: Buffer.alloc(101 * 1024 * 1024) };
  assert.equal(readChartArchive(tarOf([description, dough])), undefined);
});
