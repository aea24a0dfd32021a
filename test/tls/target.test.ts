// Targets are read as they are written, and what cannot be asked is refused with what to do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TouchstoneError } from "../../src/model/index.ts";
import { readTarget, readTargets } from "../../src/tls/index.ts";

test("a target is a host and a port, with or without a scheme", () => {
  const read = (target: string): readonly unknown[] => {
    const { host, port, mode, servername } = readTarget(target);
    return [mode, host, port, servername];
  };
  assert.deepEqual(read("redis.agents.svc:6379"), ["tls", "redis.agents.svc", 6379, "redis.agents.svc"]);
  assert.deepEqual(read("[::1]:443"), ["tls", "::1", 443, "::1"]);
  assert.deepEqual(read("postgres://postgresql.agents.svc"), [
    "postgres",
    "postgresql.agents.svc",
    5432,
    "postgresql.agents.svc",
  ]);
  assert.deepEqual(read("postgresql://db:6000"), ["postgres", "db", 6000, "db"]);
  assert.deepEqual(read("https://orchestrator.agents.svc/"), [
    "https",
    "orchestrator.agents.svc",
    443,
    "orchestrator.agents.svc",
  ]);
  assert.deepEqual(read("smtp://mail:587"), ["smtp", "mail", 587, "mail"]);
  assert.deepEqual(read("rediss://redis"), ["redis", "redis", 6379, "redis"]);
  assert.deepEqual(read("nats-tls-first://nats"), ["nats-tls-first", "nats", 4222, "nats"]);
});

test("what cannot be asked is refused", () => {
  for (const target of [
    "",
    "redis",
    "redis:0",
    "redis:70000",
    "redis:-1",
    "redis:6379:1",
    "::1:443",
    "[x]:443",
    "ftp://redis:21",
    "constructor://redis:1",
    "https://user:password@host:1",
    "https://host/path",
    "a b:1",
    "-x:1",
    "*.svc:443",
  ])
    assert.throws(
      () => readTarget(target),
      (error) =>
        error instanceof TouchstoneError &&
        error.code === "E_USAGE" &&
        error.hint !== "" &&
        !error.message.includes("password") &&
        !error.message.includes("undefined"),
      target,
    );
});

test("a list has one target a line, and the name to ask for behind it", () => {
  const list = "# ours\nredis.agents.svc:6379\n\n127.0.0.1:5432 postgresql.agents.svc # by address\r\n";
  assert.deepEqual(
    readTargets(list, "endpoints.txt").map(({ target, servername }) => [target, servername]),
    [
      ["redis.agents.svc:6379", "redis.agents.svc"],
      ["127.0.0.1:5432", "postgresql.agents.svc"],
    ],
  );
  assert.throws(
    () => readTargets("\na:1 b c\n", "endpoints.txt"),
    /endpoints\.txt:2 has more than a target and a name/,
  );
});
