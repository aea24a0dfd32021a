// Writes a large stream of Kubernetes objects, the same bytes for the same size: mostly Deployments, with a Service and a
// ConfigMap for some of them, of the sizes that rendered charts have.
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

export interface GeneratedManifest {
  readonly bytes: number;
  readonly objects: number;
  readonly sha256: string;
}

/** Writes to `file` until it has at least `bytes` bytes; the last document is complete. */
export async function writeLargeManifest(file: string, bytes: number): Promise<GeneratedManifest> {
  const handle = await open(file, "w");
  const hash = createHash("sha256");
  let written = 0;
  let objects = 0;
  try {
    for (let shop = 0; written < bytes; shop++) {
      const documents = shopDocuments(shop);
      const chunk = Buffer.from(documents.map((document) => `---\n${document}`).join(""));
      await handle.writeFile(chunk);
      hash.update(chunk);
      written += chunk.length;
      objects += documents.length;
    }
  } finally {
    await handle.close();
  }
  return { bytes: written, objects, sha256: hash.digest("hex") };
}

/** The objects of one shop: a Deployment; for every second a Service, for every fourth a ConfigMap. */
export function shopDocuments(shop: number): readonly string[] {
  const documents = [deployment(shop)];
  if (shop % 2 === 0) documents.push(service(shop));
  if (shop % 4 === 0) documents.push(configMap(shop));
  return documents;
}

function metadata(shop: number): string {
  return `metadata:
  name: shop-${shop}
  namespace: street-${shop % 50}
  labels:
    app.kubernetes.io/name: shop
    app.kubernetes.io/instance: shop-${shop}
    app.kubernetes.io/managed-by: bench
  annotations:
    example.com/description: "Shop number ${shop}, open from nine to five"
`;
}

function deployment(shop: number): string {
  return `apiVersion: apps/v1
kind: Deployment
${metadata(shop)}spec:
  replicas: ${(shop % 3) + 1}
  selector:
    matchLabels:
      app.kubernetes.io/instance: shop-${shop}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: shop
        app.kubernetes.io/instance: shop-${shop}
    spec:
      serviceAccountName: shop-${shop}
      automountServiceAccountToken: ${shop % 5 === 0}
      securityContext:
        runAsNonRoot: ${shop % 3 !== 0}
        fsGroup: 1001
      initContainers:
${container("opening", shop)}      containers:
${container("counter", shop)}${container("till", shop + 1)}      volumes:
        - name: shelf
          emptyDir: {}
        - name: prices
          configMap:
            name: shop-${shop}
`;
}

function container(name: string, number: number): string {
  return `        - name: ${name}
          image: registry.example.com/${name}:${(number % 9) + 1}.${number % 7}
          imagePullPolicy: IfNotPresent
          args: ["--port", "8080", "--street", "street-${number % 50}"]
          env:
            - name: SHOP_NUMBER
              value: "${number}"
            - name: NODE_NAME
              valueFrom:
                fieldRef:
                  fieldPath: spec.nodeName
          ports:
            - name: http
              containerPort: 8080
          securityContext:
            privileged: ${number % 11 === 0}
            allowPrivilegeEscalation: ${number % 2 === 0}
            readOnlyRootFilesystem: ${number % 3 === 0}
            capabilities:
              drop: ["ALL"]
          resources:
            requests:
              cpu: 50m
              memory: 64Mi
            limits:
              memory: 128Mi
          readinessProbe:
            httpGet:
              path: /ready
              port: http
          volumeMounts:
            - name: shelf
              mountPath: /shelf
            - name: prices
              mountPath: /etc/prices
              readOnly: true
`;
}

function service(shop: number): string {
  return `apiVersion: v1
kind: Service
${metadata(shop)}spec:
  selector:
    app.kubernetes.io/instance: shop-${shop}
  ports:
    - name: http
      port: 80
      targetPort: http
`;
}

function configMap(shop: number): string {
  const prices = Array.from({ length: 40 }, (_, ware) => `    ware-${ware}=${((shop * 31 + ware * 17) % 997) / 10}\n`);
  return `apiVersion: v1
kind: ConfigMap
${metadata(shop)}data:
  prices.properties: |
${prices.join("")}`;
}
