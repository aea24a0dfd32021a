package main

// A request is the arguments of `helm template`, and the contents of the files that they name.
type request struct {
	Op          string            `json:"op"`
	Chart       string            `json:"chart"`
	Release     string            `json:"release"`
	Namespace   string            `json:"namespace"`
	Values      []valuesFile      `json:"values"`
	Set         []string          `json:"set"`
	SetString   []string          `json:"setString"`
	SetFile     []string          `json:"setFile"`
	SetJSON     []string          `json:"setJson"`
	Files       map[string][]byte `json:"files"` // what the paths in SetFile hold
	KubeVersion string            `json:"kubeVersion"`
	APIVersions []string          `json:"apiVersions"`
	IncludeCRDs bool              `json:"includeCrds"`
	SkipTests   bool              `json:"skipTests"`
	NoHooks     bool              `json:"noHooks"`
}

// A valuesFile is one -f file; its content travels as base64.
type valuesFile struct {
	Name    string `json:"name"`
	Content []byte `json:"content"`
}

type response struct {
	Manifest *string       `json:"manifest,omitempty"`
	Chart    *chartSummary `json:"chart,omitempty"`
	Paths    []string      `json:"paths,omitempty"`
	Versions *versionInfo  `json:"versions,omitempty"`
	Errors   []message     `json:"errors,omitempty"`
}

type chartSummary struct {
	Name       string `json:"name"`
	Version    string `json:"version"`
	AppVersion string `json:"appVersion,omitempty"`
}

type versionInfo struct {
	Helm string `json:"helm"`
	Kube string `json:"kube"`
	Go   string `json:"go"`
}

type message struct {
	Message string `json:"message"`
}

func failure(err error) response {
	return response{Errors: []message{{err.Error()}}}
}
