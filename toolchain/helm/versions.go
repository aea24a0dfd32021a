package main

import (
	"runtime"
	"runtime/debug"

	"helm.sh/helm/v4/pkg/chart/common"
)

func versions() response {
	return response{Versions: &versionInfo{
		Helm: helmVersion(),
		Kube: common.DefaultCapabilities.KubeVersion.Version,
		Go:   runtime.Version(),
	}}
}

// helmVersion is the version of the linked module, as a released helm calls itself.
func helmVersion() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "helm.sh/helm/v4" {
			return module.Version
		}
	}
	return "unknown"
}

// capabilities is what `helm template` assumes of the cluster that it does not ask.
func capabilities(req request) (*common.Capabilities, error) {
	caps := common.DefaultCapabilities.Copy()
	caps.HelmVersion.Version = helmVersion()
	caps.APIVersions = append(caps.APIVersions[:len(caps.APIVersions):len(caps.APIVersions)], req.APIVersions...)
	if req.KubeVersion != "" {
		version, err := common.ParseKubeVersion(req.KubeVersion)
		if err != nil {
			return nil, err
		}
		caps.KubeVersion = *version
	}
	return caps, nil
}
