# METADATA
# description: >-
#   What looks like a secret that is written out, told by the name that it has. A value is looked at here and goes
#   nowhere else: findings carry the name alone.
package touchstone.lib.secrets

import data.touchstone.lib.containers
import data.touchstone.lib.values

# A regular expression is compiled anew for each subject, which takes longer than a check. Names are told by their ends.
_ends := ["password", "passwd", "passw", "passphrase", "pwd", "requirepass", "secret", "token", "credential", "credentials"]

_key_ends := [concat("", [word, "key"]) |
	some word in ["api", "access", "secret", "private", "signing", "encryption", "master", "account", "storage"]
]

# Names of Secrets, tokens of language models and of pages, and what a build puts into public web pages.
_other_ends := array.concat(
	[concat("", [word, "secret"]) |
		some word in [
			"pull", "tls", "ssl", "cert", "certificate", "ca", "ingress", "existing", "passw", "password", "credential",
			"credentials",
		]
	],
	[concat("", [word, "token"]) |
		some word in [
			"eos", "bos", "pad", "unk", "stop", "sep", "mask", "cls", "start", "end", "special", "next", "page",
			"continue", "continuation",
		]
	],
)

# METADATA
# description: Whether a variable, a key or a flag is called as secrets are called.
names_secret(name) if {
	lowered := lower(name)
	_is_called_secret(trim_right(trim_right(lowered, "0123456789"), "-_."))
	not _is_called_otherwise(lowered)
}

_is_called_secret(name) if {
	some end in _ends
	endswith(name, end)
}

_is_called_secret(name) if {
	joined := _joined(name)
	some end in _key_ends
	endswith(joined, end)
}

_is_called_secret("pass")

_is_called_secret(name) if {
	some end in ["-pass", "_pass", ".pass"]
	endswith(name, end)
}

_is_called_otherwise(name) if {
	joined := _joined(name)
	some end in _other_ends
	endswith(joined, end)
}

_is_called_otherwise(name) if "public" in array.slice(_parts(name), 0, count(_parts(name)) - 1)

_parts(name) := split(replace(replace(name, "-", "."), "_", "."), ".")

_joined(name) := replace(replace(replace(name, "-", ""), "_", ""), ".", "")

_harmless := concat("", [
	"(?is)^(", concat("|", [
		`true|false|yes|no|on|off|null|nil|none|undefined|n/a`,
		`[0-9]+(\.[0-9]+)?(ms|s|m|h|d)?`,
		"[$][a-z_][a-z0-9_]*|[$]\\(.*\\)|[$][{].*[}]|`.*`",
		`\{\{.*\}\}|<[^<>]*>|\*+|x{3,}`,
		`(/|\./|\.\./|~/)[a-z0-9_.@%+/-]*|[a-z]:\\.*`,
		`[a-z][a-z0-9+.-]*://[^\s@]*`,
		`(vault|ref\+[a-z0-9]+|arn|env|file|ssm|secretsmanager|keyvault):.*`,
		`projects/[^\s]*/secrets/.*|@microsoft\.keyvault\(.*|enc[(\[].*`,
	]),
	")$",
])

# METADATA
# description: >-
#   Whether a value is one that could be a secret: not empty, no boolean, no number, no path, no address and no
#   reference to a place where the secret is. A list or an object is, because it may hide one.
is_written_out(value) if {
	is_string(value)
	text := trim_space(value)
	text != ""
	not _is_harmless(text)
}

is_written_out(value) if {
	is_array(value)
	value != []
}

is_written_out(value) if {
	is_object(value)
	value != {}
}

# Most values are one word, and need no regular expression.
_is_harmless(text) if {
	_is_word(text)
	_is_harmless_word(lower(text))
}

_is_harmless(text) if {
	not _is_word(text)
	regex.match(_harmless, text)
}

_is_word(text) if trim_left(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == ""

_is_harmless_word(word) if {
	word in ["true", "false", "yes", "no", "on", "off", "null", "nil", "none", "undefined"]
}

_is_harmless_word(word) if {
	unit := trim_left(word, "0123456789")
	unit != word
	unit in ["", "ms", "s", "m", "h", "d"]
}

_is_harmless_word(word) if {
	startswith(word, "xxx")
	trim_left(word, "x") == ""
}

# METADATA
# description: >-
#   Every environment variable of the workload, with the words for {where}, its path, its name and its value, null
#   when there is none. An array, because a set would hash all of it.
variables := [variable |
	some container in input.containers
	some index, entry in values.entries(object.get(container, "env", null))
	variable := {
		"where": containers.where(container),
		"path": array.concat(container.path, ["env", index]),
		"name": values.name(entry, index),
		"value": values.field(entry, "value"),
	}
]

# METADATA
# description: Every item of command and args that is text, with the item that follows it, null after the last.
arguments := [argument |
	some container in input.containers
	some list in ["command", "args"]
	items := values.entries(object.get(container, list, null))
	some index, text in items
	is_string(text)
	argument := {
		"where": containers.where(container),
		"list": list,
		"path": array.concat(container.path, [list, index]),
		"text": text,
		"next": _next(items, index),
	}
]

_next(items, index) := items[index + 1] if index + 1 < count(items)

else := null

_assignment := "(?:^|[\\s;&|\"'(])((?:--?)?[A-Za-z][A-Za-z0-9_.-]*)=(\"[^\"]*\"|'[^']*'|[^\\s;&|\"')]+)"

# METADATA
# description: The flags and variables that an argument gives a secret, such as --password=... or PGPASSWORD=... .
flags(argument) := _assigned(argument.text) | _separate(argument)

# Something that may be called like a secret stands before an equals sign.
_may_assign(text) if {
	pieces := split(text, "=")
	some index, piece in pieces
	index < count(pieces) - 1
	tail := substring(piece, max([0, count(piece) - 32]), -1)
	_mentions(tail)
	words := split(_spaced(tail), " ")
	_names_flag(words[count(words) - 1])
	not _is_replaced(trim_left(pieces[index + 1], "\"'"))
}

# The marks that may stand before an assignment, all as blanks.
_spaced(text) := replace(replace(replace(_unquoted(text), "&", " "), "|", " "), "(", " ")

_unquoted(text) := replace(replace(replace(_blanks(text), ";", " "), "\"", " "), "'", " ")

_blanks(text) := replace(replace(replace(replace(text, "\n", " "), "\t", " "), "\r", " "), "\f", " ")

_mentions(text) if {
	lowered := lower(text)
	some word in ["pass", "pwd", "secret", "token", "credential", "key"]
	contains(lowered, word)
}

# Most arguments are one flag with one value, and need no regular expression.
_assigned(text) := {flag |
	at := indexof(text, "=")
	flag := substring(text, 0, at)
	_is_flag(flag)
	_names_flag(flag)
	value := substring(text, at + 1, -1)
	value != ""
	_is_typed(value)
} if {
	contains(text, "=")
	not _is_composed(text)
}

else := {match[1] |
	_may_assign(text)
	some match in regex.find_all_string_submatch_n(_assignment, text, -1)
	_names_flag(match[1])
	_is_typed(trim(match[2], "\"'"))
}

# Whether it may be more than one assignment, or have quotes that do not belong to the value.
_is_composed(text) if {
	some mark in [" ", "\t", "\n", "\r", "\u000b", "\u000c", ";", "&", "|", "\"", "'", "(", ")"]
	contains(text, mark)
}

_is_flag(text) if {
	name := trim_prefix(trim_prefix(text, "-"), "-")
	trim_left(substring(name, 0, 1), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != substring(name, 0, 1)
	trim_left(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") == ""
}

_separate(argument) := {argument.text} if {
	startswith(argument.text, "-")
	is_string(argument.next)
	not startswith(argument.next, "-")
	_is_flag(argument.text)
	_names_flag(argument.text)
	_is_typed(argument.next)
}

else := set()

# A flag that ends in secret takes the name of a Secret as often as a secret itself.
_names_flag(flag) if {
	names_secret(flag)
	not endswith(_numberless(flag), "secret")
}

_names_flag(flag) if {
	names_secret(flag)
	joined := _joined(_numberless(flag))
	some word in ["client", "app", "shared", "webhook", "cookie", "session", "jwt", "hmac", "oauth", "oauth2"]
	endswith(joined, concat("", [word, "secret"]))
}

_numberless(flag) := trim_right(lower(flag), "0123456789")

# A shell puts something in the place of what begins like this.
_is_typed(value) if {
	not _is_replaced(value)
	is_written_out(value)
}

# METADATA
# description: Whether a text has an address with a password in it. Comments, and placeholders for it, do not count.
has_address_with_password(text) if {
	contains(text, "://")
	contains(text, "@")
	_may_have_password(text)
	regex.match(`(?im)^[^#\n]*[a-z][a-z0-9+.-]*://[^\s/:@?#"']*:[^\s/:@?#"'$<{%*\[(][^\s/@?#"']*@[^\s/@]`, text)
}

# A colon and an @ between two slashes and the next one: for the rest no regular expression is compiled.
_may_have_password(text) if {
	some index, part in split(text, "://")
	index > 0
	authority := split(part, "/")[0]
	contains(authority, "@")
	password := split(split(authority, "@")[0], ":")[1]
	not _is_placeholder(password)
}

_is_placeholder(password) if {
	some start in ["$", "<", "{", "%", "*", "[", "("]
	startswith(password, start)
}

# METADATA
# description: Whether a text has a private key in it.
has_private_key(text) if {
	contains(text, "PRIVATE KEY-----")
	regex.match(`-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----`, text)
}

_is_replaced(value) if {
	some start in ["$", "`", "<", "{", "%"]
	startswith(value, start)
}
