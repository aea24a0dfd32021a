// Kubeconfigs are found and merged as kubectl does it; what is wrong with one is said in a sentence, and nothing secret ever.
import assert from "node:assert/strict";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { chooseContext, type ClusterChoice } from "../../../src/evidence/cluster/kubeconfig.ts";
import { TouchstoneError } from "../../../src/model/index.ts";
import { folderOf } from "../../cli/touchstone.ts";
import {
  collectWith,
  discovery,
  kubeconfigFor,
  startFakeServer,
  status,
  type Handler,
  type UserOfFake,
} from "./fake-api-server.ts";

const secret = "tok-3f9a1c77";

interface Written {
  readonly current?: string;
  readonly contexts?: Readonly<Record<string, object>>;
  readonly clusters?: Readonly<Record<string, object>>;
  readonly users?: Readonly<Record<string, object>>;
}

function kubeconfig({ current, contexts = {}, clusters = {}, users = {} }: Written): string {
  const named = (key: string, map: object) =>
    Object.entries(map).map(([name, value]) => ({ name, [key]: value as unknown }));
  return JSON.stringify({
    kind: "Config",
    ...(current !== undefined && { "current-context": current }),
    contexts: named("context", contexts),
    clusters: named("cluster", clusters),
    users: named("user", users),
  });
}

const production = kubeconfig({
  current: "production",
  contexts: { production: { cluster: "eu", user: "ops" } },
  clusters: { eu: { server: "https://eu.example.com:6443" } },
  users: { ops: { token: secret } },
});
const staging = kubeconfig({
  current: "staging",
  contexts: { staging: { cluster: "lab", user: "dev" }, production: { cluster: "lab", user: "dev" } },
  clusters: { lab: { server: "https://lab.example.com" }, eu: { server: "https://stolen.example.com" } },
  users: { dev: { token: "dev-token" } },
});

function chosen(choice: ClusterChoice, env: Readonly<Record<string, string>> = {}, home = "/nowhere") {
  const { name, server } = chooseContext(choice, { env, home });
  return [name, server.href];
}

test("of several files the first that says something counts, and one that is missing does not matter", async () => {
  const folder = await folderOf({ "production.json": production, "staging.json": staging });
  const files = (...names: readonly string[]) => ({
    KUBECONFIG: names.map((name) => join(folder, name)).join(delimiter),
  });
  const both = files("missing.json", "production.json", "staging.json");
  assert.deepEqual(chosen({}, both), ["production", "https://eu.example.com:6443/"]);
  assert.deepEqual(chosen({ context: "staging" }, both), ["staging", "https://lab.example.com/"]);
  assert.deepEqual(chosen({}, files("staging.json", "production.json")), ["staging", "https://lab.example.com/"]);
});

test("a file that is named comes before KUBECONFIG, and that before the one in the home folder", async () => {
  const home = await folderOf({ ".kube/config": staging, "production.json": production });
  const file = join(home, "production.json");
  assert.deepEqual(chosen({}, {}, home)[0], "staging");
  assert.deepEqual(chosen({}, { KUBECONFIG: file }, home)[0], "production");
  assert.deepEqual(chosen({ kubeconfig: join(home, ".kube/config") }, { KUBECONFIG: file }, home)[0], "staging");
});

test("what is wrong with a kubeconfig is said in a sentence, without what stands in it", async () => {
  const broken = `users:\n  - name: ops\n    user: { token: ${secret}\n  - name: other\n`;
  const context = { prod: { cluster: "eu", user: "ops" } };
  const eu = { eu: { server: "https://eu.example.com" } };
  const files = {
    "broken.yaml": broken,
    "empty.yaml": "",
    "list.yaml": `- ${secret}`,
    "no-current.json": kubeconfig({ contexts: context }),
    "no-cluster.json": kubeconfig({ current: "prod", contexts: context }),
    "no-user.json": kubeconfig({ current: "prod", contexts: context, clusters: eu }),
    "no-url.json": kubeconfig({
      current: "prod",
      contexts: { prod: { cluster: "eu" } },
      clusters: { eu: { server: "eu" } },
    }),
    "http.json": kubeconfig({
      current: "prod",
      contexts: { prod: { cluster: "eu" } },
      clusters: { eu: { server: "http://eu.example.com" } },
    }),
    "ftp.json": kubeconfig({
      current: "prod",
      contexts: { prod: { cluster: "eu" } },
      clusters: { eu: { server: "ftp://eu" } },
    }),
  };
  const folder = await folderOf(files);
  const messageOf = (name: string, context?: string): string => {
    try {
      chooseContext(
        { kubeconfig: join(folder, name), ...(context !== undefined && { context }) },
        { env: {}, home: "" },
      );
    } catch (thrown) {
      assert.ok(thrown instanceof TouchstoneError && thrown.code === "E_KUBECONFIG");
      const text = `${thrown.message}\n${thrown.hint}`;
      assert.ok(!text.includes(secret), text);
      return thrown.message.replaceAll(`${folder}/`, "");
    }
    return "nothing is wrong";
  };
  const noMapping = "cannot be read as a kubeconfig: it is no mapping of clusters, users and contexts";
  const expected: Readonly<Record<string, string>> = {
    "broken.yaml": "broken.yaml cannot be read as a kubeconfig: missed comma between flow collection entries in line 4",
    "empty.yaml": `empty.yaml ${noMapping}`,
    "list.yaml": "list.yaml has no current context",
    "missing.json": `missing.json cannot be read as a kubeconfig: ENOENT: no such file or directory, open 'missing.json'`,
    "no-current.json": "no-current.json has no current context",
    "no-cluster.json": 'context "prod" names the cluster "eu", which is not there',
    "no-user.json": 'context "prod" names the user "ops", who is not there',
    "no-url.json": 'the server of cluster "eu" is no address of HTTPS',
    "http.json": 'what goes to the server of cluster "eu" is not encrypted',
    "ftp.json": 'the server of cluster "eu" is no address of HTTPS',
  };
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, messageOf(name)])), expected);
  assert.equal(messageOf("no-current.json", "test"), 'there is no context "test" in no-current.json');
  assert.throws(() => chooseContext({}, { env: {}, home: folder }), {
    code: "E_KUBECONFIG",
    message: "there is no kubeconfig",
  });
  assert.throws(() => chooseContext({}, { env: { KUBECONFIG: "/a" }, home: folder }), { message: "/a does not exist" });
});

/** What a server is told by a user of a kubeconfig, in the header that says who it is. */
async function authorizationOf(user: UserOfFake, inUrl = ""): Promise<string | undefined> {
  let seen: string | undefined;
  const server = await startFakeServer({
    ...discovery(),
    "/apis": (query, time, request) => {
      seen = request.headers.authorization;
      return discovery()["/apis"]?.(query, time, request) ?? [500, ""];
    },
  });
  try {
    const { problems } = await collectWith(await kubeconfigFor(server.url.replace("//", `//${inUrl}`), user));
    assert.deepEqual(problems, []);
    return seen;
  } finally {
    await server.stop();
  }
}

async function plugin(script: string): Promise<string> {
  const file = join(await folderOf({ plugin: `#!${process.execPath}\n${script}` }), "plugin");
  await chmod(file, 0o755);
  return file;
}

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

test("a token, a name with a password, and a credential plugin are who asks", async () => {
  assert.equal(await authorizationOf({ token: secret }), `Bearer ${secret}`);
  assert.equal(await authorizationOf({ username: "ops", password: "pass word" }), basic("ops:pass word"));
  assert.equal(await authorizationOf({}, "ops:pass%20word@"), basic("ops:pass word"));
  const script = `
    const { spec, apiVersion, kind } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
    const token = [process.argv[2], process.env.REGION, apiVersion, spec.interactive].join(" ");
    console.log(JSON.stringify({ apiVersion, kind, status: { token } }));`;
  const apiVersion = "client.authentication.k8s.io/v1";
  const exec = {
    apiVersion,
    command: await plugin(script),
    args: ["--cluster"],
    env: [{ name: "REGION", value: "eu" }],
  };
  assert.equal(await authorizationOf({ exec }), `Bearer --cluster eu ${apiVersion} false`);
});

test("credentials that cannot be had are said in a sentence, and nothing that a plugin prints", async () => {
  const rejected = async (user: UserOfFake, pattern: RegExp, requestMs = 5000) => {
    const config = await kubeconfigFor("http://127.0.0.1:1", user);
    await assert.rejects(collectWith(config, { requestMs }), (thrown: Error) => {
      assert.ok(thrown instanceof TouchstoneError && thrown.code === "E_KUBECONFIG", String(thrown));
      assert.match(thrown.message, pattern);
      assert.ok(!`${thrown.message} ${thrown.hint}`.includes(secret));
      return true;
    });
  };
  await rejected({ exec: { command: "/nowhere/login" } }, /^the credential plugin \/nowhere\/login cannot be started$/);
  await rejected({ exec: {} }, /names no command/);
  const failing = await plugin(`console.log("${secret}"); console.error("not logged in"); process.exit(4);`);
  await rejected({ exec: { command: failing } }, /failed with exit code 4: not logged in$/);
  const printing = await plugin(`console.log("${secret}");`);
  await rejected({ exec: { command: printing } }, /printed no credentials$/);
  const hanging = await plugin("setInterval(() => {}, 1000);");
  await rejected({ exec: { command: hanging } }, /did not end$/, 300);
  await rejected({ "auth-provider": { name: "gcp", config: { "access-token": secret } } }, /has the auth-provider gcp/);
});

test("a server that repeats a secret does not get it printed", async () => {
  const said: Handler = () => [500, status(`who is ${secret}, and what is pass-word?`)];
  const server = await startFakeServer({ ...discovery(), "/apis": said });
  try {
    for (const user of [{ token: secret }, { username: secret, password: secret }]) {
      const file = await kubeconfigFor(server.url.replace("//", "//ops:pass-word@"), user);
      await assert.rejects(collectWith(file), (thrown: Error) => {
        assert.match(thrown.message, /who is \*\*\*, and what is \*\*\*\? \(500\)$/);
        assert.match(thrown.message, /at http:\/\/127/);
        return true;
      });
    }
  } finally {
    await server.stop();
  }
});

test("a broken entry of somebody else does not matter", async () => {
  const server = await startFakeServer(discovery());
  try {
    const file = await kubeconfigFor(server.url);
    const text = JSON.parse(await readFile(file, "utf8")) as { users: unknown[] };
    text.users.push({ name: "gone", user: { "token-file": "/nowhere/token" } }, {});
    await writeFile(file, JSON.stringify(text));
    assert.deepEqual((await collectWith(file)).problems, []);
  } finally {
    await server.stop();
  }
});
