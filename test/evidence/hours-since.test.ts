// How old a date is: only one that the calendar has, and that has come.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { daysSince } from "../../src/evidence/hours-since.ts";
import { now } from "./reading.ts";

test("whole days since a day or a time with its zone", () => {
  const ages = {
    "2026-01-01": 0,
    "2025-12-31": 1,
    "2025-12-31T00:00:01Z": 0,
    "2025-12-31t00:00:00z": 1,
    "2025-12-30T23:00:00-02:00": 0,
    "2025-12-30T23:00:00.123456789+02:00": 1,
    "2025-12-01T08:00Z": 30,
    "2024-02-29": 672,
    "2021-01-08": 1819,
  };
  assert.deepEqual(Object.fromEntries(Object.keys(ages).map((date) => [date, daysSince(date, now)])), ages);
});

test("what is to come, in no calendar, of no zone, or no date at all has no age", () => {
  const dates = [
    "2026-01-01T00:00:01Z",
    "2026-01-02",
    "2031-06-01",
    "2025-02-29",
    "2025-02-30",
    "2025-13-01",
    "2025-00-10",
  ];
  const times = [
    "2025-12-01T08:00:00",
    "2025-12-01T25:00:00Z",
    "2025-12-01 08:00:00Z",
    "2025-12-01T08Z",
    "2025-12-01Z",
  ];
  const words = ["", "yesterday", "2025", "2025-12", "12/01/2025", "1764576000", " 2025-12-01", "+002025-12-01"];
  const unset = ["0001-01-01T00:00:00Z", "0000-00-00", "1970-01-01", "1979-12-31"];
  for (const date of [...dates, ...times, ...words, ...unset]) assert.equal(daysSince(date, now), null, date);
});

test("whatever stands there, an age is a whole number of days or none", () => {
  const part = fc.constantFrom(
    "2025",
    "2026",
    "1999",
    "-",
    "-12",
    "-31",
    "-02",
    "T",
    "23:59",
    ":60",
    "Z",
    "+14:00",
    ".5",
    " ",
    "é",
  );
  const damaged = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(
      fc.oneof(
        damaged,
        fc.string(),
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      ),
      (text) => {
        const days = daysSince(text, now);
        assert.ok(days === null || (Number.isSafeInteger(days) && days >= 0 && days < 365.25 * 47), `${text}: ${days}`);
      },
    ),
    { numRuns: 50_000 },
  );
});
