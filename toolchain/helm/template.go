package main

import (
	"fmt"
	"slices"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	v2 "helm.sh/helm/v4/pkg/chart/v2"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"
	"helm.sh/helm/v4/pkg/engine"
	release "helm.sh/helm/v4/pkg/release/v1"
	releaseutil "helm.sh/helm/v4/pkg/release/v1/util"
)

// maxRenderedSize stops a chart whose loops multiply before it fills the engine's memory; a cluster takes one MiB.
const maxRenderedSize = 64 << 20

// template does what `helm template` does without a cluster, in the same order, so that the first thing wrong is the same too. The steps are
// those of pkg/cmd/template.go and action.Install; those packages link the Kubernetes client, registries and databases.
func template(req request) response {
	caps, err := capabilities(req)
	if err != nil {
		return failure(fmt.Errorf("invalid kube version '%s': %w", req.KubeVersion, err))
	}
	values, err := mergeValues(req)
	if err != nil {
		return failure(err)
	}
	c, err := loadChart(req.Chart)
	if err != nil {
		return failure(err)
	}
	files, err := renderTemplates(c, values, req, caps)
	if err != nil {
		return failure(err)
	}
	manifest, err := printManifest(c, files, req)
	if err != nil {
		return failure(err)
	}
	summary := chartSummary{Name: c.Name(), Version: c.Metadata.Version, AppVersion: c.AppVersion()}
	return response{Manifest: &manifest, Chart: &summary}
}

// renderTemplates returns the text that each template gave, by its path.
func renderTemplates(c *v2.Chart, values map[string]any, req request, caps *common.Capabilities) (map[string]string, error) {
	if err := chartutil.ValidateReleaseName(req.Release); err != nil {
		return nil, fmt.Errorf("release name check failed: release name %q: %w", req.Release, err)
	}
	if err := chartutil.ProcessDependencies(c, values); err != nil {
		return nil, fmt.Errorf("chart dependencies processing failed: %w", err)
	}
	options := common.ReleaseOptions{Name: req.Release, Namespace: req.Namespace, Revision: 1, IsInstall: true}
	top, err := util.ToRenderValuesWithSchemaValidation(c, values, options, caps, false)
	if err != nil {
		return nil, err
	}
	required := c.Metadata.KubeVersion
	if required != "" && !chartutil.IsCompatibleRange(required, caps.KubeVersion.String()) {
		return nil, fmt.Errorf("chart requires kubeVersion: %s which is incompatible with Kubernetes %s", required, caps.KubeVersion.Version)
	}
	return engine.Render(c, top)
}

// printManifest writes CRDs, then manifests in the order of their installation, then hooks, each under the name of its template.
func printManifest(c *v2.Chart, files map[string]string, req request) (string, error) {
	for name := range files {
		if strings.HasSuffix(name, "NOTES.txt") {
			delete(files, name)
		}
	}
	if sizeOf(files) > maxRenderedSize {
		return "", fmt.Errorf("the chart renders to more than %d MiB", maxRenderedSize>>20)
	}
	hooks, manifests, err := releaseutil.SortManifests(files, nil, releaseutil.InstallOrder)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	if req.IncludeCRDs {
		for _, crd := range c.CRDObjects() {
			printSource(&text, crd.Filename, string(crd.File.Data))
		}
	}
	for _, manifest := range manifests {
		printSource(&text, manifest.Name, manifest.Content)
	}
	installed := strings.TrimSpace(text.String()) + "\n"
	if req.NoHooks {
		return installed, nil
	}
	text.Reset()
	for _, hook := range hooks {
		if !req.SkipTests || !isTest(hook) {
			printSource(&text, hook.Path, hook.Manifest)
		}
	}
	return installed + text.String(), nil
}

func sizeOf(files map[string]string) int {
	size := 0
	for _, content := range files {
		size += len(content)
	}
	return size
}

func printSource(text *strings.Builder, name, content string) {
	fmt.Fprintf(text, "---\n# Source: %s\n%s\n", name, content)
}

func isTest(hook *release.Hook) bool {
	return slices.Contains(hook.Events, release.HookTest)
}
