# METADATA
# title: Pods must not mount the socket of the container runtime
# description: >-
#   Whoever can write to the socket of Docker, containerd or CRI-O starts containers on the node, privileged ones
#   included, past the API server and everything that it checks: that is root on the node. A read-only mount changes
#   nothing, because a connection is no write to the file system. A folder above the socket has the socket in it.
# related_resources:
#   - https://kubernetes.io/docs/setup/production-environment/container-runtimes/
#   - https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
# custom:
#   severity: critical
#   kinds: [workload]
#   cwe: [250, 552, 668]
#   remediation: >-
#     Remove the volume. Build images with a tool that needs no daemon, and read metrics and logs from the kubelet.
#   message: "volume {volume} mounts {directory} of the node, and with it the socket of {runtime}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_27
#     - kube-linter:docker-sock
#     - kubescape:C-0074
#     - trivy:KSV-0006
package touchstone.workload["container-runtime-socket"]

import data.touchstone.lib.host_paths
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "its volumes are not written as Kubernetes has them" if {
	some volume in host_paths.volumes
	not is_string(values.field(volume.source, "path"))
}

fail contains {
	"path": array.concat(input.pod.path, ["volumes", volume.index, "hostPath", "path"]),
	"details": {
		"volume": volume.name,
		"directory": host_paths.directory(volume.source),
		"runtime": _runtime(_canonical(volume.source.path)),
	},
} if {
	some volume in host_paths.volumes
}

# Without slashes that say nothing; /var/run is /run on every node of today.
_canonical(path) := concat("/", steps) if {
	given := [step | some step in split(path, "/"); not step in {"", "."}]
	steps := _without_var(given)
}

_without_var(steps) := array.slice(steps, 1, count(steps)) if {
	steps[0] == "var"
	steps[1] == "run"
}

else := steps

_runtime(path) := runtime if {
	steps := split(path, "/")
	runtime := _by_file[steps[count(steps) - 1]]
}

else := "the container runtime" if path in _folders

_by_file := {
	"docker.sock": "Docker",
	"cri-dockerd.sock": "Docker",
	"dockershim.sock": "Docker",
	"containerd.sock": "containerd",
	"containerd.sock.ttrpc": "containerd",
	"crio.sock": "CRI-O",
	"podman.sock": "Podman",
}

_folders := {"", "run", "run/containerd", "run/crio", "run/k3s", "run/k3s/containerd", "run/docker", "run/podman"}
