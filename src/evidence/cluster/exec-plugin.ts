// Asks the credential plugin of a kubeconfig for a token or a certificate, as kubectl does: without a shell, for a limited time.
import { isatty } from "node:tty";
import { execa } from "execa";
import type { User } from "@kubernetes/client-node";
import { TouchstoneError } from "../../model/index.ts";

interface Plugin {
  readonly apiVersion?: unknown;
  readonly command?: unknown;
  readonly args?: unknown;
  readonly env?: unknown;
  readonly interactiveMode?: unknown;
  readonly installHint?: unknown;
}

/** People may have to log in with a browser. */
const interactiveLimitMs = 5 * 60_000;

/** The user with what its plugin answers in the plugin's place. @throws TouchstoneError E_KUBECONFIG */
export async function askPlugin(user: User, timeLimitMs: number): Promise<User> {
  const { apiVersion, command, args, env, interactiveMode, installHint }: Plugin = user.exec;
  if (typeof command !== "string" || command === "")
    throw failed("the credential plugin of the kubeconfig names no command", "Correct it.");
  const interactive = isatty(0) && isatty(2) && interactiveMode !== "Never";
  const information = { kind: "ExecCredential", apiVersion, spec: { interactive } };
  const {
    failed: isFailed,
    timedOut,
    code,
    exitCode,
    stdout,
    stderr,
  } = await execa(command, textsOf(args), {
    reject: false,
    env: { ...variablesOf(env), KUBERNETES_EXEC_INFO: JSON.stringify(information) },
    stdin: interactive ? "inherit" : "ignore",
    stderr: interactive ? ["pipe", "inherit"] : "pipe",
    timeout: interactive ? interactiveLimitMs : timeLimitMs,
    maxBuffer: 1024 * 1024,
  });
  if (isFailed) {
    if (code === "ENOENT" || code === "EACCES") {
      const hint = typeof installHint === "string" ? installHint.trim().split("\n")[0] : undefined;
      throw failed(`the credential plugin ${command} cannot be started`, hint || "Install it, or put it on the PATH.");
    }
    const said = stderr.trim().split("\n").slice(-3).join(" ").slice(0, 500);
    const reason = timedOut
      ? "did not end"
      : `failed with exit code ${exitCode ?? code}${said === "" ? "" : `: ${said}`}`;
    throw failed(`the credential plugin ${command} ${reason}`, "Log in again, and try `kubectl get namespaces`.");
  }
  const { token, clientCertificateData, clientKeyData } = credentialsIn(stdout, command);
  const { exec: _, ...rest } = user;
  return {
    ...rest,
    ...(token !== undefined && { token }),
    ...(clientCertificateData !== undefined && { certData: base64(clientCertificateData) }),
    ...(clientKeyData !== undefined && { keyData: base64(clientKeyData) }),
  };
}

type Credentials = { readonly [Key in "token" | "clientCertificateData" | "clientKeyData"]?: string };

/** What it prints is secret: no message has any of it. */
function credentialsIn(text: string, command: string): Credentials {
  const status = statusIn(text);
  const given = (["token", "clientCertificateData", "clientKeyData"] as const).flatMap((key) => {
    const value = status[key];
    return typeof value === "string" && value !== "" ? [[key, value] as const] : [];
  });
  if (given.length > 0) return Object.fromEntries(given);
  throw failed(
    `the credential plugin ${command} printed no credentials`,
    "Log in again, and try `kubectl get namespaces`.",
  );
}

function statusIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const { status } = JSON.parse(text) as { readonly status?: unknown };
    return typeof status === "object" && status !== null ? { ...status } : {};
  } catch {
    return {};
  }
}

function textsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

function variablesOf(list: unknown): Readonly<Record<string, string>> {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return Object.fromEntries(
    items.flatMap((item) => {
      const { name, value } = item as { readonly name?: unknown; readonly value?: unknown };
      return typeof name === "string" ? [[name, typeof value === "string" ? value : ""]] : [];
    }),
  );
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function failed(message: string, hint: string): TouchstoneError {
  return new TouchstoneError("E_KUBECONFIG", message, hint);
}
