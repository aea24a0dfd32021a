# METADATA
# description: The configuration of Pod Security Admission, in a file of its own or in that of all admission plugins.
package touchstone.lib.pod_security

import data.touchstone.lib.manifests
import data.touchstone.lib.values

# METADATA
# description: The reason why a check has nothing to say of an object that does not configure Pod Security.
other := "the object does not configure Pod Security Admission" if count(configurations) == 0

# METADATA
# description: Each configuration, with its place in the object.
configurations := [{"path": [], "value": input}] if {
	manifests.is("pod-security.admission.config.k8s.io", "PodSecurityConfiguration")
} else := [{"path": ["plugins", index, "configuration"], "value": configuration} |
	some index, plugin in values.entries(values.field(input, "plugins"))
	values.field(plugin, "name") == "PodSecurity"
	configuration := values.field(plugin, "configuration")
	configuration != null
] if {
	manifests.is("apiserver.config.k8s.io", "AdmissionConfiguration")
} else := []
