# METADATA
# description: Gateways of the Gateway API, and their listeners.
package touchstone.lib.gateways

import data.touchstone.lib.manifests
import data.touchstone.lib.values

# METADATA
# description: The reason why a check has nothing to say of an object that is no Gateway.
other := manifests.other_than("gateway.networking.k8s.io", "Gateway")

# METADATA
# description: The listeners of the Gateway.
listeners := values.entries(values.field(values.field(input, "spec"), "listeners"))
