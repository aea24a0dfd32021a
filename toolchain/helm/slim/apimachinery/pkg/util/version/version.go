/*
Copyright 2016 The Kubernetes Authors.

Licensed under the Apache License, Version 2.0 (the "License");
you may not use this file except in compliance with the License.
You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software
distributed under the License is distributed on an "AS IS" BASIS,
WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
See the License for the specific language governing permissions and
limitations under the License.
*/

// Package version is the part of k8s.io/apimachinery/pkg/util/version v0.37.1 that reads generic versions.
package version

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Version is a version's numeric components.
type Version struct {
	components []uint
}

var versionMatchRE = regexp.MustCompile(`^\s*v?([0-9]+(?:\.[0-9]+)*)(.*)*$`)

// ParseGeneric reads two or more numbers with dots between them, followed by anything.
func ParseGeneric(str string) (*Version, error) {
	parts := versionMatchRE.FindStringSubmatch(str)
	if parts == nil {
		return nil, fmt.Errorf("could not parse %q as version", str)
	}

	components := strings.Split(parts[1], ".")
	if len(components) < 2 {
		return nil, fmt.Errorf("illegal version string %q", str)
	}

	v := &Version{components: make([]uint, len(components))}
	for i, comp := range components {
		if i == 0 && strings.HasPrefix(comp, "0") && comp != "0" {
			return nil, fmt.Errorf("illegal zero-prefixed version component %q in %q", comp, str)
		}
		num, err := strconv.ParseUint(comp, 10, 0)
		if err != nil {
			return nil, fmt.Errorf("illegal non-numeric version component %q in %q: %v", comp, str, err)
		}
		v.components[i] = uint(num)
	}
	return v, nil
}

// Major returns the first number.
func (v *Version) Major() uint { return v.components[0] }

// Minor returns the second number.
func (v *Version) Minor() uint { return v.components[1] }

// String writes the numbers with dots between them.
func (v *Version) String() string {
	numbers := make([]string, len(v.components))
	for i, comp := range v.components {
		numbers[i] = strconv.FormatUint(uint64(comp), 10)
	}
	return strings.Join(numbers, ".")
}
