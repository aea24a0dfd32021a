# METADATA
# description: Configurations of admission webhooks.
package touchstone.lib.webhooks

import data.touchstone.lib.manifests
import data.touchstone.lib.values

# METADATA
# description: The reason why a check has nothing to say of an object that configures no webhook.
other := "the object configures no admission webhook" if not is_configuration

# METADATA
# description: Whether the object configures admission webhooks.
is_configuration if manifests.is("admissionregistration.k8s.io", "ValidatingWebhookConfiguration")

is_configuration if manifests.is("admissionregistration.k8s.io", "MutatingWebhookConfiguration")

# METADATA
# description: The webhooks of the configuration.
webhooks := values.entries(values.field(input, "webhooks"))
