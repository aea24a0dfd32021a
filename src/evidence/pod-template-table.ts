// Which kinds carry pods, and where: Kubernetes' own, and well-known custom resources. Data only.

export type Completion = "always" | "by-restart-policy";

/**
 * The steps from an object to a pod template, joined by dots. `*` stands for each item of a list or each value of a mapping;
 * a step that ends with `?` may be missing, or empty before a `*`. The empty path is for objects that are a template.
 */
export interface PodTemplateRow {
  /** Empty for Kubernetes' core group. The version makes no difference. */
  readonly group: string;
  readonly kinds: readonly string[];
  readonly paths: readonly string[];
  /** Whether its pods are meant to end: all of them, or those whose restartPolicy says so. Absent: they are not. */
  readonly runsToCompletion?: Completion;
  /** A mapping that stands in place of the template: such an object carries no pod of its own. */
  readonly unless?: string;
  /** None of the paths has to be there, but one of them. */
  readonly oneOf?: true;
}

const cluster = ["headGroupSpec.template", "workerGroupSpecs?.*.template"] as const;

export const podTemplateTable: readonly PodTemplateRow[] = [
  { group: "", kinds: ["Pod"], paths: [""], runsToCompletion: "by-restart-policy" },
  { group: "", kinds: ["PodTemplate"], paths: ["template"], runsToCompletion: "by-restart-policy" },
  { group: "", kinds: ["ReplicationController"], paths: ["spec.template"] },
  { group: "apps", kinds: ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"], paths: ["spec.template"] },
  { group: "extensions", kinds: ["Deployment", "DaemonSet", "ReplicaSet"], paths: ["spec.template"] },
  { group: "batch", kinds: ["Job"], paths: ["spec.template"], runsToCompletion: "always" },
  { group: "batch", kinds: ["CronJob"], paths: ["spec.jobTemplate.spec.template"], runsToCompletion: "always" },

  // Argo Rollouts
  { group: "argoproj.io", kinds: ["Rollout"], paths: ["spec.template"], unless: "spec.workloadRef" },
  {
    group: "argoproj.io",
    kinds: ["Experiment"],
    paths: ["spec.templates.*.template"],
    runsToCompletion: "by-restart-policy",
  },
  {
    group: "argoproj.io",
    kinds: ["AnalysisTemplate", "ClusterAnalysisTemplate", "AnalysisRun"],
    paths: ["spec.metrics?.*.provider?.job?.spec.template"],
    runsToCompletion: "always",
  },
  // Knative Serving
  { group: "serving.knative.dev", kinds: ["Service", "Configuration"], paths: ["spec.template"] },
  { group: "serving.knative.dev", kinds: ["Revision"], paths: [""] },
  // OpenShift; before it had groups, too
  { group: "apps.openshift.io", kinds: ["DeploymentConfig"], paths: ["spec.template"] },
  { group: "", kinds: ["DeploymentConfig"], paths: ["spec.template"] },
  {
    group: "operators.coreos.com",
    kinds: ["ClusterServiceVersion"],
    paths: ["spec.install?.spec?.deployments?.*.spec.template"],
  },
  // OpenKruise
  { group: "apps.kruise.io", kinds: ["CloneSet", "StatefulSet", "DaemonSet"], paths: ["spec.template"] },
  { group: "apps.kruise.io", kinds: ["BroadcastJob"], paths: ["spec.template"], runsToCompletion: "always" },
  {
    group: "apps.kruise.io",
    kinds: ["AdvancedCronJob"],
    paths: ["spec.template.jobTemplate?.spec.template", "spec.template.broadcastJobTemplate?.spec.template"],
    runsToCompletion: "always",
    oneOf: true,
  },
  {
    group: "apps.kruise.io",
    kinds: ["UnitedDeployment"],
    paths: ["statefulSetTemplate", "advancedStatefulSetTemplate", "cloneSetTemplate", "deploymentTemplate"].map(
      (name) => `spec.template.${name}?.spec.template`,
    ),
    oneOf: true,
  },
  // Batch and machine learning
  { group: "batch.volcano.sh", kinds: ["Job"], paths: ["spec.tasks.*.template"], runsToCompletion: "always" },
  {
    group: "jobset.x-k8s.io",
    kinds: ["JobSet"],
    paths: ["spec.replicatedJobs.*.template.spec.template"],
    runsToCompletion: "always",
  },
  {
    group: "leaderworkerset.x-k8s.io",
    kinds: ["LeaderWorkerSet"],
    paths: ["spec.leaderWorkerTemplate.leaderTemplate?", "spec.leaderWorkerTemplate.workerTemplate"],
  },
  { group: "keda.sh", kinds: ["ScaledJob"], paths: ["spec.jobTargetRef.template"], runsToCompletion: "always" },
  ...(
    [
      ["TFJob", "tf"],
      ["PyTorchJob", "pytorch"],
      ["MPIJob", "mpi"],
      ["XGBoostJob", "xgb"],
      ["PaddleJob", "paddle"],
      ["JAXJob", "jax"],
    ] as const
  ).map(([kind, prefix]): PodTemplateRow => ({
    group: "kubeflow.org",
    kinds: [kind],
    paths: [`spec.${prefix}ReplicaSpecs.*.template`],
    runsToCompletion: "always",
  })),
  { group: "kubeflow.org", kinds: ["Notebook"], paths: ["spec.template"] },
  {
    group: "trainer.kubeflow.org",
    kinds: ["TrainingRuntime", "ClusterTrainingRuntime"],
    paths: ["spec.template.spec.replicatedJobs.*.template.spec.template"],
    runsToCompletion: "always",
  },
  { group: "ray.io", kinds: ["RayCluster"], paths: cluster.map((path) => `spec.${path}`) },
  { group: "ray.io", kinds: ["RayService"], paths: cluster.map((path) => `spec.rayClusterConfig.${path}`) },
  {
    group: "ray.io",
    kinds: ["RayJob"],
    paths: [...cluster.map((path) => `spec.rayClusterSpec?.${path}`), "spec.submitterPodTemplate?"],
    runsToCompletion: "always",
  },
  // Agents and runners
  { group: "agents.x-k8s.io", kinds: ["Sandbox"], paths: ["spec.podTemplate"], runsToCompletion: "by-restart-policy" },
  {
    group: "extensions.agents.x-k8s.io",
    kinds: ["SandboxTemplate"],
    paths: ["spec.podTemplate"],
    runsToCompletion: "by-restart-policy",
  },
  {
    group: "actions.github.com",
    kinds: ["AutoscalingRunnerSet"],
    paths: ["spec.template"],
    runsToCompletion: "always",
  },
];
