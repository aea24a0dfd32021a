package main

import data.kubernetes

deny[msg] {
	container := kubernetes.containers[_]
	container.securityContext.privileged
	msg = sprintf("%s %s: container %s must not be privileged", [kubernetes.kind, kubernetes.name, container.name])
}

deny[msg] {
	kubernetes.pod.hostNetwork
	msg = sprintf("%s %s must not use the network of its node", [kubernetes.kind, kubernetes.name])
}

deny[msg] {
	container := kubernetes.containers[_]
	added := container.securityContext.capabilities.add[_]
	kubernetes.dangerous[added]
	msg := sprintf("container %v adds %v", [container.name, added])
}
