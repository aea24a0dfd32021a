// Package yaml takes a stream of YAML documents apart, where k8s.io/apimachinery v0.37.1 does: at lines that begin with three hyphens.
package yaml

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// YAMLReader gives the documents of a stream one after the other.
type YAMLReader struct {
	source *bufio.Reader
}

// NewYAMLReader starts where the source stands.
func NewYAMLReader(source *bufio.Reader) *YAMLReader {
	return &YAMLReader{source: source}
}

// Read gives the next document, each of its lines ended by a line feed; after the last one, io.EOF. A separator that opens the
// stream, or follows another, belongs to the document behind it.
func (r *YAMLReader) Read() ([]byte, error) {
	var document []byte
	for {
		line, err := r.source.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if line == "" {
			if len(document) == 0 {
				return nil, io.EOF
			}
			return document, nil
		}
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if after, found := strings.CutPrefix(line, "---"); found {
			if comment := strings.TrimSpace(after); comment != "" && comment[0] != '#' {
				return nil, fmt.Errorf("invalid Yaml document separator: %s", comment)
			}
			if len(document) > 0 {
				return document, nil
			}
		}
		document = append(append(document, line...), '\n')
	}
}
