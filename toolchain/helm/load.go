package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"helm.sh/helm/v4/pkg/chart"
	"helm.sh/helm/v4/pkg/chart/loader"
	v2 "helm.sh/helm/v4/pkg/chart/v2"
)

// loadChart loads what `helm template` would agree to render, with Helm's words for what it would not.
func loadChart(path string) (*v2.Chart, error) {
	loaded, err := loader.Load(path)
	if err != nil {
		return nil, err
	}
	accessor, err := chart.NewAccessor(loaded)
	if err != nil {
		return nil, err
	}
	if kind := accessor.MetadataAsMap()["Type"]; kind != "" && kind != "application" {
		return nil, fmt.Errorf("%s charts are not installable", kind)
	}
	if err := checkDependencies(accessor); err != nil {
		return nil, fmt.Errorf("an error occurred while checking for chart dependencies. "+
			"You may need to run 'helm dependency build' to fetch missing dependencies: %w", err)
	}
	// Charts of apiVersion v3 can be loaded, but this version of Helm does not install them.
	c, ok := loaded.(*v2.Chart)
	if !ok {
		return nil, errors.New("invalid chart apiVersion")
	}
	sortDependencies(c)
	return c, nil
}

func checkDependencies(parent chart.Accessor) error {
	present := map[string]bool{}
	for _, child := range parent.Dependencies() {
		accessor, err := chart.NewAccessor(child)
		if err != nil {
			return err
		}
		present[accessor.Name()] = true
	}
	var missing []string
	for _, dependency := range parent.MetaDependencies() {
		accessor, err := chart.NewDependencyAccessor(dependency)
		if err != nil {
			return err
		}
		if !present[accessor.Name()] {
			missing = append(missing, accessor.Name())
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("found in Chart.yaml, but missing in charts/ directory: %s", strings.Join(missing, ", "))
	}
	return nil
}

// sortDependencies makes the order of subcharts, which Helm takes from a map and which shows in the order of their CRDs, the same every time.
func sortDependencies(c *v2.Chart) {
	children := slices.Clone(c.Dependencies())
	slices.SortStableFunc(children, func(a, b *v2.Chart) int {
		return cmp.Or(cmp.Compare(a.Name(), b.Name()), cmp.Compare(a.Metadata.Version, b.Metadata.Version))
	})
	c.SetDependencies(children...)
	for _, child := range children {
		sortDependencies(child)
	}
}
