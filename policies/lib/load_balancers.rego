# METADATA
# description: Who reaches a Service of the type LoadBalancer, as its spec and the annotations of the clouds say.
package touchstone.lib.load_balancers

import data.touchstone.lib.manifests
import data.touchstone.lib.values

# Values in lower case; a boolean counts like its text.
_internal := {
	"service.beta.kubernetes.io/aws-load-balancer-internal": {"true", "0.0.0.0/0"},
	"service.beta.kubernetes.io/aws-load-balancer-scheme": {"internal"},
	"service.beta.kubernetes.io/azure-load-balancer-internal": {"true"},
	"networking.gke.io/load-balancer-type": {"internal"},
	"cloud.google.com/load-balancer-type": {"internal"},
	"service.beta.kubernetes.io/openstack-internal-load-balancer": {"true"},
	"service.beta.kubernetes.io/oci-load-balancer-internal": {"true"},
	"service.beta.kubernetes.io/do-loadbalancer-network": {"internal"},
	"service.beta.kubernetes.io/scw-loadbalancer-private": {"true"},
	"service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type": {"intranet"},
	"service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type": {"private"},
	"load-balancer.hetzner.cloud/disable-public-network": {"true"},
}

# METADATA
# description: Whether the cloud is told to give the load balancer an address of the private network alone.
is_internal if {
	some name, accepted in _internal
	_text(manifests.annotations[name]) in accepted
}

is_internal if input.spec.loadBalancerClass == "tailscale"

_text(value) := lower(value) if is_string(value)

_text(true) := "true"

# METADATA
# description: Whether the networks that may connect are named, and none of them is everything.
is_restricted if {
	ranges := values.field(values.field(input, "spec"), "loadBalancerSourceRanges")
	is_array(ranges)
	ranges != []
	every range in ranges {
		_is_narrow(range)
	}
}

is_restricted if {
	not _has_ranges
	some name in ["service.beta.kubernetes.io/load-balancer-source-ranges", "service.beta.kubernetes.io/azure-allowed-ip-ranges"]
	text := manifests.annotations[name]
	is_string(text)
	every range in split(text, ",") {
		_is_narrow(trim_space(range))
	}
}

# Kubernetes reads the annotation only where the field is empty.
_has_ranges if not values.field(values.field(input, "spec"), "loadBalancerSourceRanges") in [null, []]

_is_narrow(range) if {
	is_string(range)
	contains(range, "/")
	not endswith(range, "/0")
}
