// Data documents: JSON and YAML files that become `data`, each below the folder where it lies.
package main

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// document is one data file; its content stands below Path in `data`.
type document struct {
	File string   `json:"file"`
	Path []string `json:"path"`
	Text string   `json:"text"`
}

// readDocuments merges the files to one document. Two files may share an object, but not a value.
func readDocuments(documents []document) (map[string]any, error) {
	data := map[string]any{}
	var problems ast.Errors
	for _, each := range documents {
		var content any
		if err := util.Unmarshal([]byte(each.Text), &content); err != nil {
			problems = append(problems, dataError(each, err.Error()))
			continue
		}
		for index := len(each.Path) - 1; index >= 0; index-- {
			content = map[string]any{each.Path[index]: content}
		}
		object, isObject := content.(map[string]any)
		if !isObject {
			problems = append(problems, dataError(each, "a data file at the root must be an object"))
			continue
		}
		if clash := mergeInto(data, object, "data"); clash != "" {
			problems = append(problems, dataError(each, fmt.Sprintf("%s is in another data file, too", clash)))
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return data, nil
}

func dataError(each document, message string) *ast.Error {
	return ast.NewError("data_error", ast.NewLocation(nil, each.File, 1, 1), "%s", message)
}

// mergeInto names the first value that is in both; then target is not to be used.
func mergeInto(target, source map[string]any, path string) string {
	for _, key := range util.KeysSorted(source) {
		before, taken := target[key]
		if !taken {
			target[key] = source[key]
			continue
		}
		left, isLeft := before.(map[string]any)
		right, isRight := source[key].(map[string]any)
		place := path + "." + key
		if !isLeft || !isRight {
			return place
		}
		if clash := mergeInto(left, right, place); clash != "" {
			return clash
		}
	}
	return ""
}
