// A program for the memory test: collects a stream that it makes up as it goes, keeps a count, and prints its largest size.
import { collect, normalise } from "../../src/evidence/index.ts";
import { options } from "./collecting.ts";

const megabytes = Number(process.argv[2]);
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: oven, labels: {app: oven}}
spec:
  replicas: 2
  template:
    metadata:
      labels:
        app: oven
    spec:
      containers:
      - name: oven
        image: registry.example.com/bakery/oven:1.2.3
        args: ["--heat", "230"]
        resources:
          limits: {cpu: 500m, memory: 256Mi}
---
`;

async function* stream(): AsyncGenerator<Buffer> {
  const chunk = Buffer.from(deployment.repeat(150));
  for (let bytes = 0; bytes < megabytes * 1_000_000; bytes += chunk.length) yield Buffer.from(chunk);
}

let objects = 0;
await collect(
  { kind: "stdin", path: "-", name: "-", demanded: true },
  { ...options, stdin: stream() },
  {
    object(object) {
      objects += normalise(object, 0)[0].kind === "workload" ? 1 : 0;
    },
    problem({ message }) {
      throw new Error(message);
    },
    finished: () => {},
  },
);
console.log(JSON.stringify({ objects, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
