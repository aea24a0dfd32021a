// Package version reads the numbers at the front of a version such as v1.34.2-gke.1500, which is all that Helm asks of it. It takes what
// k8s.io/apimachinery v0.37.1 takes and refuses the rest in its words, because Helm prints them.
package version

import (
	"fmt"
	"strconv"
	"strings"
)

// Version holds the numbers of a version, at least two.
type Version struct {
	numbers []uint
}

// ParseGeneric reads numbers with dots between them; blanks and a v may stand before them, anything after.
func ParseGeneric(text string) (*Version, error) {
	rest := strings.TrimPrefix(strings.TrimLeft(text, " \t\n\v\f\r"), "v")
	var fields []string
	for {
		digits := leadingDigits(rest)
		if digits == "" {
			break
		}
		fields = append(fields, digits)
		rest = rest[len(digits):]
		if len(rest) < 2 || rest[0] != '.' || leadingDigits(rest[1:]) == "" {
			break
		}
		rest = rest[1:]
	}
	switch {
	case len(fields) == 0:
		return nil, fmt.Errorf("could not parse %q as version", text)
	case len(fields) == 1:
		return nil, fmt.Errorf("illegal version string %q", text)
	case len(fields[0]) > 1 && fields[0][0] == '0':
		return nil, fmt.Errorf("illegal zero-prefixed version component %q in %q", fields[0], text)
	}
	version := &Version{}
	for _, field := range fields {
		number, err := strconv.ParseUint(field, 10, 0)
		if err != nil {
			return nil, fmt.Errorf("illegal non-numeric version component %q in %q: %v", field, text, err)
		}
		version.numbers = append(version.numbers, uint(number))
	}
	return version, nil
}

func leadingDigits(text string) string {
	end := 0
	for end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	return text[:end]
}

// Major is the first number.
func (v *Version) Major() uint { return v.numbers[0] }

// Minor is the second number.
func (v *Version) Minor() uint { return v.numbers[1] }

// String is the numbers with dots between them.
func (v *Version) String() string {
	fields := make([]string, 0, len(v.numbers))
	for _, number := range v.numbers {
		fields = append(fields, strconv.FormatUint(uint64(number), 10))
	}
	return strings.Join(fields, ".")
}
