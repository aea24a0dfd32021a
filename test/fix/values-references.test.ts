// Which values may write a place of a template.
import assert from "node:assert/strict";
import { test } from "node:test";
import { valuesEditsFor, valuesTree } from "../../src/fix/index.ts";
import type { Fix } from "../../src/model/index.ts";

const template = `spec:
  hostNetwork: {{ .Values.nats.hostNetwork | default false }}
  securityContext:
    {{- include "app.podContext" (list . "nats") | nindent 4 }}
  containers:
    - name: nats
      {{- with $.Values.context }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      ports: {{ toYaml .Values.ports | nindent 8 }}
    - name: exporter
      securityContext:
        privileged: {{ .Values.exporter.privileged }}
`;
const helpers = `{{- define "app.podContext" -}}
{{ toYaml (merge (index .Values (index . 1)).podContext $root.Values.podContext) }}
{{- end -}}
{{- define "app.other" -}}
{{ .Values.other }}
{{- end -}}
`;

function pathsFor(file: string, line: number | undefined, fix: Fix): readonly string[] {
  const templates = new Map([
    [file, template],
    ["templates/_helpers.tpl", helpers],
  ]);
  return valuesEditsFor(templates, file, line, fix).map(
    ({ path, value }) => `${path.join(".")}=${JSON.stringify(value)}`,
  );
}

test("a key's own line names the value", () => {
  const fix: Fix = { path: ["spec", "hostNetwork"], set: false };
  assert.deepEqual(pathsFor("templates/pod.yaml", 2, fix), ["nats.hostNetwork=false"]);
});

test("what goes is null", () => {
  assert.deepEqual(pathsFor("templates/pod.yaml", 2, { path: ["spec", "hostNetwork"], remove: true }), [
    "nats.hostNetwork=null",
  ]);
});

test("below a block, with the rest of the path, also by a `with` above it", () => {
  const fix: Fix = { path: ["spec", "containers", 0, "securityContext", "privileged"], set: false };
  assert.deepEqual(pathsFor("templates/pod.yaml", 6, fix), ["context.privileged=false"]);
  const exporter: Fix = { path: ["spec", "containers", 1, "securityContext", "privileged"], set: false };
  assert.deepEqual(pathsFor("templates/pod.yaml", 13, exporter), ["exporter.privileged=false"]);
});

test("helpers are followed, and may read the value of the component that they are given", () => {
  const fix: Fix = { path: ["spec", "securityContext", "runAsNonRoot"], set: true };
  assert.deepEqual(pathsFor("templates/pod.yaml", 3, fix), [
    "podContext.runAsNonRoot=true",
    "nats.podContext.runAsNonRoot=true",
  ]);
});

test("values of a dependency stand below its name", () => {
  const fix: Fix = { path: ["spec", "hostNetwork"], set: false };
  assert.deepEqual(pathsFor("charts/nats/templates/pod.yaml", 2, fix), ["nats.nats.hostNetwork=false"]);
});

test("without a line the whole template is looked at; items of a list of values are not guessed", () => {
  const fix: Fix = { path: ["spec", "hostNetwork"], set: false };
  assert.deepEqual(pathsFor("templates/pod.yaml", undefined, fix), ["nats.hostNetwork=false"]);
  assert.deepEqual(
    pathsFor("templates/pod.yaml", 6, { path: ["spec", "containers", 0, "ports", 0, "hostPort"], remove: true }),
    [],
  );
  assert.deepEqual(pathsFor("templates/none.txt", 99, fix), []);
});

test("edits become one tree of values", () => {
  const edits = [
    { path: ["a", "b"], value: 1 },
    { path: ["a", "c", "d"], value: null },
    { path: ["a", "b"], value: [2] },
  ];
  assert.deepEqual(valuesTree(edits), { a: { b: [2], c: { d: null } } });
});
