// What of a text is taken for a secret, and what is left alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lastLines, withoutAssigned, withoutSecrets, withoutTokens } from "../../src/scanners/redact.ts";

test("tokens are known by their form", () => {
  const tokens = [
    `AKIA${"A".repeat(16)}`,
    `ghp_${"a".repeat(36)}`,
    `github_pat_${"a".repeat(40)}`,
    `glpat-${"a".repeat(20)}`,
    `npm_${"a".repeat(36)}`,
    `pypi-${"a".repeat(60)}`,
    `xoxb-${"1".repeat(12)}-abc`,
    `sk_live_${"a".repeat(24)}`,
    `AIza${"a".repeat(35)}`,
    `hvs.${"a".repeat(24)}`,
    `eyJ${"a".repeat(12)}.eyJ${"b".repeat(12)}.${"c".repeat(12)}`,
    "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\ncut off",
  ];
  for (const token of tokens) assert.equal(withoutTokens(`uses ${token}`), "uses [removed]", token);
});

test("what names a secret is followed by one", () => {
  const plain = (text: string): string => withoutSecrets(text, {});
  assert.equal(plain("password: hunter2"), "password: [removed]");
  assert.equal(plain("DB_PASSWORD='a b c' next"), "DB_PASSWORD=[removed] next");
  assert.equal(plain('{"api_key": "abc", "user": "ada"}'), '{"api_key": [removed], "user": "ada"}');
  assert.equal(plain("GET https://ada:hunter2@example.com/a"), "GET https://[removed]example.com/a");
  assert.equal(plain("authorization: token abcdefgh1234"), "authorization: token [removed]");
});

test("ordinary messages stay as they are", () => {
  const texts = [
    "error: /builds/src/app.py:12: syntax error, unexpected token",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "https://example.com/docs?a=b#c",
    "12 secrets were found in 3 files",
  ];
  for (const text of texts) assert.equal(withoutSecrets(text, { PATH: "/usr/bin", USER: "ada" }), text);
});

test("values of variables that are named like secrets go, and of no others", () => {
  const environment = { NPM_TOKEN: "abcdef", GREETING: "hello there", SHORT_KEY: "ab" };
  assert.equal(withoutSecrets("abcdef, hello there, ab", environment), "[removed], hello there, ab");
});

test("escapes and control characters go, lines and tabs stay", () => {
  assert.equal(withoutSecrets("\u001b[1;31ma\u001b[0m\tb\nc\u0007\r", {}), "a\tb\nc");
});

test("the last lines, without empty ones, and not too long", () => {
  assert.equal(lastLines("a\n\nb\n \nc\n", 2), "b\nc");
  assert.equal(lastLines("x".repeat(9000), 2).length, 4000);
  assert.equal(lastLines("", 2), "");
});

test("a long text of words that name secrets is read in one go", { timeout: 60_000 }, () => {
  for (const text of [
    "a".repeat(2_000_000),
    "password".repeat(250_000),
    "bearer ".repeat(200_000),
    " ".repeat(2_000_000),
  ])
    assert.equal(withoutAssigned(text).length > 0, true);
});
