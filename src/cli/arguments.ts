// What values of options have in common: lists, times and commits, for commander to parse.
import { InvalidArgumentError } from "commander";
import { isUnknownAddress } from "../model/index.ts";

/** For an option that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A day or a second, UTC, as ISO 8601 with milliseconds. */
export function time(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(value) || Number.isNaN(Date.parse(value)))
    throw new InvalidArgumentError("Write it as 2026-12-31 or 2026-12-31T08:00:00Z.");
  return new Date(value).toISOString();
}

/** The whole id of a commit of git, by SHA-1 or SHA-256. */
export function commitId(value: string): string {
  if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(value)) throw new InvalidArgumentError("Give the whole id, in hex.");
  return value;
}

/** Where a history is. */
export function storeAddress(value: string): string {
  if (isUnknownAddress(value)) throw new InvalidArgumentError("Give a file, or postgres://USER@HOST/DATABASE.");
  return value;
}

/** A parser of whole numbers from 1 on. */
export function numberTo(most: number): (value: string) => number {
  return (value) => {
    const given = Number(value);
    if (!Number.isInteger(given) || given < 1 || given > most)
      throw new InvalidArgumentError(`Give a whole number from 1 to ${most}.`);
    return given;
  };
}
