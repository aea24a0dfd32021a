package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/strvals"
)

// mergeValues lays the user's values over each other in the order of values.Options.MergeValues: -f, --set-json, --set, --set-string,
// --set-file. That function itself reads files and URLs, and links every registry client.
func mergeValues(req request) (map[string]any, error) {
	base := map[string]any{}
	for _, file := range req.Values {
		current, err := loader.LoadValues(bytes.NewReader(file.Content))
		if err != nil {
			return nil, fmt.Errorf("failed to parse %s: %w", file.Name, err)
		}
		base = loader.MergeMaps(base, current)
	}
	for _, value := range req.SetJSON {
		merged, err := mergeJSON(value, base)
		if err != nil {
			return nil, err
		}
		base = merged
	}
	for _, value := range req.Set {
		if err := strvals.ParseInto(value, base); err != nil {
			return nil, fmt.Errorf("failed parsing --set data: %w", err)
		}
	}
	for _, value := range req.SetString {
		if err := strvals.ParseIntoString(value, base); err != nil {
			return nil, fmt.Errorf("failed parsing --set-string data: %w", err)
		}
	}
	read := func(path string) (string, error) {
		content, found := req.Files[path]
		if !found {
			return "", &os.PathError{Op: "open", Path: path, Err: os.ErrNotExist}
		}
		return string(content), nil
	}
	return base, mergeFiles(req.SetFile, base, read)
}

func mergeJSON(value string, base map[string]any) (map[string]any, error) {
	trimmed := strings.TrimSpace(value)
	if trimmed == "" || trimmed[0] != '{' {
		if err := strvals.ParseJSON(value, base); err != nil {
			return nil, fmt.Errorf("failed parsing --set-json data %s", value)
		}
		return base, nil
	}
	var object map[string]any
	if err := json.Unmarshal([]byte(trimmed), &object); err != nil {
		return nil, fmt.Errorf("failed parsing --set-json data JSON: %s", value)
	}
	return loader.MergeMaps(base, object), nil
}

func mergeFiles(expressions []string, base map[string]any, read func(path string) (string, error)) error {
	for _, expression := range expressions {
		reader := func(path []rune) (any, error) {
			return read(string(path))
		}
		if err := strvals.ParseIntoFile(expression, base, reader); err != nil {
			return fmt.Errorf("failed parsing --set-file data: %w", err)
		}
	}
	return nil
}

// setFilePaths asks Helm's own parser which files the --set-file expressions name.
func setFilePaths(req request) response {
	var paths []string
	remember := func(path string) (string, error) {
		paths = append(paths, path)
		return "", nil
	}
	if err := mergeFiles(req.SetFile, map[string]any{}, remember); err != nil {
		return failure(err)
	}
	return response{Paths: paths}
}
