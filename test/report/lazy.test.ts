// The template engine is loaded only for the formats that are written with it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { TouchstoneError } from "../../src/model/index.ts";
import { render } from "./rendered.ts";

function engineIsLoaded(): boolean {
  return Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes("/handlebars/"));
}

test("table, JSON, SARIF and JUnit do without the template engine", async () => {
  for (const format of ["table", "json", "sarif", "junit"] as const) await render(format);
  assert.equal(engineIsLoaded(), false);
  await render("markdown");
  assert.equal(engineIsLoaded(), true);
});

for (const format of ["markdown", "html"] as const) {
  test(`a missing template is an error that the user can read (${format})`, async () => {
    await assert.rejects(
      render(format, { templatesFolder: "/nowhere" }),
      (error) => error instanceof TouchstoneError && error.code === "E_OUTPUT",
    );
  });
}
