# METADATA
# description: >-
#   Reads what settings of servers say of TLS: which ends are without it, and which ciphers are weak. What is unknown is
#   never taken for good: a check has nothing to say of it.
package touchstone.lib.transports

# METADATA
# description: What findings tell of the settings.
details := {"part": concat(" ", [input.software, input.name]), "file": input.file}

# METADATA
# description: The reason why a check has nothing to say of settings that are for another role.
other_than(roles) := "the settings are for another kind of connections" if not input.role in roles

# METADATA
# description: The ends that somebody beyond the pod or the machine may be at, each with its number.
reached := [{"index": index, "end": end} |
	some index, end in input.ends
	not end.local
]

# METADATA
# description: Whether any of these ends has TLS.
has_tls if {
	some one in reached
	one.end.encrypted == true
}

# METADATA
# description: Those that answer, or ask, without TLS; a redirect to HTTPS and a refusal are no answer.
plain := [one |
	some one in reached
	one.end.encrypted == false
	one.end.answers == "content"
]

# METADATA
# description: The reason why nothing can be said of the ends.
unknown_ends := "nobody beyond the pod is reached" if count(reached) == 0

else := "the settings do not say whether there is TLS" if {
	every one in reached { one.end.encrypted == null }
}

# METADATA
# description: The reason why a check of TLS itself has nothing to say.
without_tls := "there is no TLS" if not has_tls

# METADATA
# description: An end in words.
end_name(end) := concat(" ", [_address(end.address), "port", format_int(end.port, 10)]) if end.port != null

else := _address(end.address)

_address("") := "every address,"

_address(address) := address if address != ""

# METADATA
# description: Who says so, in words.
said_by("written") := "by its settings"

said_by("default") := "by its default"

# METADATA
# description: >-
#   Whether a part of a list of ciphers lets weak ones in: those without encryption or authentication, of the days of export
#   restrictions, with RC4, RC2, DES, 3DES, IDEA, SEED or MD5, or OpenSSL's words for groups that have such. `all` is the list.
is_weak(part, all) if {
	is_added(part)
	some word in _words(part)
	word in _weak
	not _is_excluded(word, all)
}

is_weak("ALL", all) if not "!aNULL" in all

# METADATA
# description: Whether a part of a list adds ciphers; others take some out, or move them.
is_added(part) if not substring(part, 0, 1) in {"!", "-", "+", "@", "="}

_words(part) := {upper(word) | some word in split(replace(replace(part, "_", "-"), "+", "-"), "-")}

_weak := {
	"ADH", "AECDH", "ANON", "ANULL", "CBC3", "COMPLEMENTOFALL", "COMPLEMENTOFDEFAULT", "DES", "3DES", "ENULL", "EXP",
	"EXP1024", "EXPORT", "EXPORT40", "EXPORT56", "IDEA", "KRB5", "LOW", "MD5", "MEDIUM", "NULL", "RC2", "RC4", "SEED",
	"SSLV2",
}

_is_excluded(word, all) if concat("", ["!", word]) in {upper(part) | some part in all}

_is_excluded(word, all) if {
	word in {"CBC3", "DES"}
	"!3DES" in all
}

# Of what is left of this group in OpenSSL, these are all that is weak.
_is_excluded("MEDIUM", all) if {
	every part in ["!RC4", "!SEED", "!IDEA"] { part in all }
}
