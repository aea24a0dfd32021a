# METADATA
# title: Databases that can encrypt what they store should do so
# description: >-
#   The disk of a database is copied by snapshots and backups, and leaves the data centre one day. NATS encrypts its
#   JetStream with cipher and key in its settings; MongoDB in the edition of Percona and the Enterprise one with
#   --enableEncryption. PostgreSQL, Redis and the community edition of MongoDB have nothing of the kind: for those the
#   volume has to be encrypted (storage/storage-class-encryption), and this check says nothing of them.
# related_resources:
#   - https://docs.nats.io/running-a-nats-service/nats_admin/jetstream_admin/encryption_at_rest
#   - https://docs.percona.com/percona-server-for-mongodb/latest/data-at-rest-encryption.html
# custom:
#   severity: low
#   kinds: [object, workload]
#   optional: true
#   cwe: [311]
#   remediation: >-
#     Set cipher and key in the block jetstream of NATS, the key from an environment variable; start mongod with
#     --enableEncryption and a key from a vault.
#   message: "{database} stores its data unencrypted: {missing} is not set"
#   tags: []
#   aliases: []
package touchstone.encryption["database-encryption"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains "no database that can encrypt is set up here" if count(_judged) == 0

fail contains {"path": one.path, "details": {"database": one.database, "missing": one.missing}} if {
	some one in _judged
	not one.encrypted
}

# NATS: the settings in a ConfigMap.
_judged contains {"path": ["data", key], "database": "NATS", "missing": "jetstream.cipher", "encrypted": _is_ciphered(text)} if {
	manifests.is("", "ConfigMap")
	some key, text in values.field(input, "data")
	is_string(text)
	endswith(key, ".conf")
	regex.match(`(?m)^\s*["']?jetstream["']?\s*[:=]?\s*\{`, text)
}

# MongoDB: arguments of Percona's images, and of the Enterprise one.
_judged contains {
	"path": container.path,
	"database": "MongoDB",
	"missing": "--enableEncryption",
	"encrypted": _is_started_encrypted(container),
} if {
	some container in values.field(input, "containers")
	is_string(container.image)
	regex.match(`(^|/)(percona-server-mongodb|mongodb-enterprise-server)([:@]|$)`, container.image)
	some word in _words(container)
	regex.match(`(^|/)mongod$`, word)
}

default _is_ciphered(_) := false

# NATS does not start with a cipher and no key, which may be in a file of its own.
_is_ciphered(text) if {
	regex.match(`(?m)^[^#\n]*\bcipher["']?\s*[:=]?\s*["']?(chachapoly|chacha|aes)\b`, text)
	regex.match(`(?m)^[^#\n]*\b(key|ek|encryption_key)["']?\s*[:=]?\s*\S|^\s*include\s+\S`, text)
}

default _is_started_encrypted(_) := false

_is_started_encrypted(container) if "--enableEncryption" in _words(container)

_is_started_encrypted(container) if "--enableEncryption=true" in _words(container)

_words(container) := [word |
	some list in ["command", "args"]
	some word in values.entries(values.field(container, list))
	is_string(word)
]
