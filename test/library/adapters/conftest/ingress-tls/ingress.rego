package main

deny[msg] {
	input.kind == "Ingress"
	not input.spec.tls
	msg := "an Ingress must have TLS"
}

deny[msg] {
	input.kind == "Ingress"
	host := input.spec.rules[_].host
	not tls_hosts[host]
	msg := sprintf("host %s is not covered by TLS", [host])
}

deny[msg] {
	input.kind == "Ingress"
	class := ingress_class
	class == "public"
	msg := sprintf("class %s is for gateways", [class])
}

tls_hosts[host] {
	host := input.spec.tls[_].hosts[_]
}

ingress_class = class {
	class := input.spec.ingressClassName
} else = class {
	class := input.metadata.annotations["kubernetes.io/ingress.class"]
} else = "default" {
	true
}

warn[msg] {
	input.kind == "Service"
	input.spec.type == "LoadBalancer"
	ranges := {range | range := input.spec.loadBalancerSourceRanges[_]}
	count(ranges) == 0
	msg := sprintf("Service %s takes traffic from everywhere", [input.metadata.name])
}
