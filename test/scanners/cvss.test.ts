// Base scores as the National Vulnerability Database gives them for these vectors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cvssScore } from "../../src/scanners/cvss.ts";

test("the base score of a vector of version 3", () => {
  const wanted: Readonly<Record<string, number>> = {
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H": 9.8,
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H": 10,
    "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N": 6.1,
    "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H": 7.8,
    "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:L": 3.7,
    "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N": 6.4,
    "CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:C/C:H/I:H/A:H": 9.1,
    "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N": 0,
  };
  for (const [vector, score] of Object.entries(wanted)) assert.equal(cvssScore(vector), score, vector);
});

test("what is no whole vector of version 3 has no score", () => {
  for (const vector of [
    "",
    "CVSS:4.0/AV:N",
    "CVSS:3.1/AV:N",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/C:H/I:H/A:H",
    "AV:N/AC:L/Au:N",
  ])
    assert.equal(cvssScore(vector), undefined, vector);
});
