package touchstone.secrets["secret-in-configmap_test"]

import data.touchstone.secrets["secret-in-configmap"] as check

test_the_value_is_in_no_detail if {
	check.fail == {
		{"path": ["data", "NATS_PASSWORD"], "details": {"key": "NATS_PASSWORD", "what": "a secret that is written out"}},
		{"path": ["data", "tls.key"], "details": {"key": "tls.key", "what": "a private key"}},
	} with input as {
		"apiVersion": "v1",
		"kind": "ConfigMap",
		"data": {"NATS_PASSWORD": "hunter2", "tls.key": "-----BEGIN PRIVATE KEY-----"},
	}
}
