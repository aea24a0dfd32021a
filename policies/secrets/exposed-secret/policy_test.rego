package touchstone.secrets["exposed-secret_test"]

import data.touchstone.secrets["exposed-secret"] as check

_weakness := {
	"class": "secret",
	"severity": "high",
	"rule": "generic-api-key",
	"title": "Detected a Generic API Key",
	"message": "the key is baguette-at-midnight",
	"cwe": [798],
	"categories": ["owasp-2025/A07:2025"],
	"file": "orchestrator/settings.env",
	"line": 7,
	"advisories": [],
	"package": null,
	"secret": {"kind": "generic-api-key", "digest": "3f1c"},
	"suppressed": {"kind": "inSource", "status": "", "justification": "baguette-at-midnight is for tests"},
	"state": "",
	"witnesses": [{"tool": "gitleaks", "version": "v8.0.0", "rule": "generic-api-key"}],
}

test_a_finding_tells_kind_and_place_and_nothing_that_was_said_of_the_secret if {
	failures := check.fail with input as _weakness
	failures == {{
		"path": [],
		"details": {
			"kind": "generic-api-key",
			"place": "orchestrator/settings.env:7",
			"scanners": "gitleaks",
		},
	}}
}
