# METADATA
# description: >-
#   Reads certificates: what they are called, what they are for, and when a check has nothing to say of one. Documents hold facts
#   alone; what is a mistake is said here and in the checks.
package touchstone.lib.certificates

# METADATA
# description: Whether somebody presents it, or may. It is no authority, and does not stand where those are that are trusted.
is_presented if {
	input.role == "leaf"
	input.use != "trusted"
}

# METADATA
# description: Whether servers may present it, by the purposes that it names; without any it is good for all.
is_server if {
	is_presented
	_serves
	not _is_mail
}

_serves if input.extendedKeyUsage == null

_serves if {
	some purpose in input.extendedKeyUsage
	purpose in {"serverAuth", "anyExtendedKeyUsage"}
}

# Without purposes, one that names nothing but mail addresses is somebody's for mail.
_is_mail if {
	input.extendedKeyUsage == null
	count(input.emails) > 0
	(count(input.dnsNames) + count(input.ipAddresses)) + count(input.uris) == 0
}

# METADATA
# description: Why a check of servers' certificates has nothing to say of this one.
no_server := "it is an authority's certificate" if {
	input.isCa
} else := "it stands where certificates are that others are verified by" if {
	input.use == "trusted"
} else := "it is no certificate for servers" if {
	not is_server
}

# METADATA
# description: Why a check of what is presented has nothing to say of this one.
not_presented := "it is an authority's certificate" if {
	input.isCa
} else := "it stands where certificates are that others are verified by" if {
	input.use == "trusted"
}

# METADATA
# description: What a certificate is called, by what it names first.
called := _names[0] if {
	count(_names) > 0
} else := input.subject if {
	input.subject != ""
} else := concat("", ["with the serial number ", input.serial])

_names := [name |
	some name in array.concat([input.commonName], array.concat(input.dnsNames, array.concat(input.uris, input.ipAddresses)))
	name != ""
]

# METADATA
# description: Where it was found.
place := input.of if input.entry == ""

else := concat(", ", [input.of, input.entry])

# METADATA
# description: What all findings tell of a certificate.
details := {"certificate": called, "place": place}

# METADATA
# description: A number of days, without its fraction.
whole(days) := format_int(floor(days), 10)
