// Makes a context of a kubeconfig into what requests need: the server, its certificates, and somebody's credentials.
import type { RequestOptions } from "node:https";
import { KubeConfig, type User } from "@kubernetes/client-node";
import { TouchstoneError, messageOf } from "../../model/index.ts";
import { askPlugin } from "./exec-plugin.ts";
import type { ChosenContext } from "./kubeconfig.ts";

export interface Connection {
  /** What reports call the cluster. */
  readonly name: string;
  /** Without credentials. */
  readonly server: URL;
  /** With credentials, and an agent that whoever has the connection destroys. */
  readonly options: RequestOptions;
  readonly headers: Readonly<Record<string, string>>;
  /** Takes whatever is secret out of a text. */
  readonly redact: (text: string) => string;
}

/** @throws TouchstoneError E_KUBECONFIG for credentials that cannot be had */
export async function connect(chosen: ChosenContext, timeLimitMs: number): Promise<Connection> {
  const { config, name } = chosen;
  const [written = { name: "" }] = config.getUsers();
  refuseOldProvider(written);
  const user = written.exec ? await askPlugin(written, timeLimitMs) : written;
  const { server, auth } = withoutCredentials(chosen.server);
  const options: RequestOptions = {};
  const secrets = [...secretsOf(user), ...auth.split(":")];
  try {
    await inTime(withUser(config, user).applyToHTTPSOptions(options), timeLimitMs);
  } catch (thrown) {
    const message = `the credentials of context "${name}" cannot be used: ${redactor(secrets)(messageOf(thrown))}`;
    throw new TouchstoneError("E_KUBECONFIG", message, "Log in again, and try `kubectl get namespaces`.");
  }
  if (typeof options.agent === "object") Object.assign(options.agent, { keepAlive: true });
  if (auth !== "") options.auth ??= auth;
  const { headers: given = {}, ...others } = options;
  const headers = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)]));
  const tokens = Object.values(headers).map((value) => value.replace(/^Bearer /, ""));
  return { name, server, options: others, headers, redact: redactor([...secrets, ...tokens]) };
}

/** These run shell commands, and Kubernetes itself has dropped them. */
function refuseOldProvider({ name, authProvider }: User): void {
  const provider = (authProvider as { readonly name?: string } | null | undefined)?.name;
  if (provider === undefined || provider === "oidc" || provider === "tokenFile") return;
  const message = `user "${name}" of the kubeconfig has the auth-provider ${provider}, which Kubernetes 1.26 removed`;
  throw new TouchstoneError("E_KUBECONFIG", message, "Use the credential plugin of your cloud instead, under exec.");
}

function withUser(config: KubeConfig, user: User): KubeConfig {
  const whole = new KubeConfig();
  whole.loadFromOptions({
    clusters: config.getClusters(),
    users: [user],
    contexts: config.getContexts(),
    currentContext: config.getCurrentContext(),
  });
  return whole;
}

function withoutCredentials(url: URL): { readonly server: URL; readonly auth: string } {
  const { username, password } = url;
  const server = new URL(url);
  server.username = "";
  server.password = "";
  return { server, auth: username === "" ? "" : `${decodeURIComponent(username)}:${decodeURIComponent(password)}` };
}

function secretsOf({ token, password, keyData, authProvider }: User): readonly unknown[] {
  const { config } = (authProvider ?? {}) as { readonly config?: object };
  return [token, password, keyData, ...Object.values(config ?? {})];
}

function redactor(secrets: readonly unknown[]): (text: string) => string {
  const texts = secrets.filter((secret): secret is string => typeof secret === "string" && secret.length > 3);
  return (text) => texts.reduce((shown, secret) => shown.replaceAll(secret, "***"), text);
}

async function inTime(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("whoever issues them did not answer")), limitMs);
  });
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
