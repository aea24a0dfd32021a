# METADATA
# description: The service account that a pod runs as.
package touchstone.lib.service_accounts

# METADATA
# description: Its name. serviceAccount is the older name of the field; Kubernetes reads it where the newer one is empty.
name := input.pod.spec.serviceAccountName if _is_name(input.pod.spec.serviceAccountName)

else := input.pod.spec.serviceAccount if _is_name(input.pod.spec.serviceAccount)

else := "default"

_is_name(value) if {
	is_string(value)
	value != ""
}
