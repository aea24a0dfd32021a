// Command pss asks Kubernetes' own Pod Security admission, for the test of our checks. With the folder of its module as an
// argument it prints the fixtures that come with it, one JSON object a line, each with what every check of that admission
// says of its pod. Without one it says the same of the pods on standard input, one a line.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	"sigs.k8s.io/yaml"
)

// fixture is a pod that is allowed, or not, at a level of a version.
type fixture struct {
	// File is the path in the folder of fixtures: level/version/pass|fail/name.
	File  string `json:"file"`
	Level string `json:"level"`
	// Minor is the version: 34 for Kubernetes 1.34.
	Minor   int  `json:"minor"`
	Allowed bool `json:"allowed"`
	// Check is what the file is called after: the id of a check in lower case, or the start of every pod ("base").
	Check string          `json:"check"`
	Pod   json.RawMessage `json:"pod"`
	verdict
}

// verdict is what the admission says of a pod.
type verdict struct {
	// Forbidding has the checks that do not allow the pod, by minor version: those of both levels, none overridden.
	Forbidding [][]string `json:"forbidding,omitempty"`
	// Refused says why it is no pod at all.
	Refused string `json:"refused,omitempty"`
}

var (
	checks = policy.DefaultChecks()
	newest = newestVersion()
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	out := bufio.NewWriter(os.Stdout)
	lines := json.NewEncoder(out)
	var err error
	if len(args) == 0 {
		err = judgeAll(lines)
	} else {
		err = printFixtures(lines, args[0])
	}
	return errors.Join(err, out.Flush())
}

func judgeAll(lines *json.Encoder) error {
	pods := json.NewDecoder(os.Stdin)
	for {
		var pod json.RawMessage
		if err := pods.Decode(&pod); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := lines.Encode(judge(pod)); err != nil {
			return err
		}
	}
}

func printFixtures(lines *json.Encoder, module string) error {
	folder := os.DirFS(path.Join(module, "test", "testdata"))
	return fs.WalkDir(folder, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(file) != ".yaml" {
			return err
		}
		one, err := read(folder, file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if one.Minor > newest {
			return fmt.Errorf("%s: no check knows the version", file)
		}
		if one.verdict = judge(one.Pod); one.Refused != "" {
			return fmt.Errorf("%s: %s", file, one.Refused)
		}
		return lines.Encode(one)
	})
}

func read(folder fs.FS, file string) (fixture, error) {
	text, err := fs.ReadFile(folder, file)
	if err != nil {
		return fixture{}, err
	}
	steps := strings.Split(file, "/")
	if len(steps) != 4 {
		return fixture{}, fmt.Errorf("it is not level/version/pass|fail/name")
	}
	version, err := api.ParseVersion(steps[1])
	if err != nil {
		return fixture{}, err
	}
	pod, err := yaml.YAMLToJSON(text)
	if err != nil {
		return fixture{}, err
	}
	return fixture{
		File: file, Level: steps[0], Minor: version.Minor(), Allowed: steps[2] == "pass",
		Check: strings.TrimRight(strings.TrimSuffix(steps[3], ".yaml"), "0123456789"), Pod: pod,
	}, nil
}

func judge(text []byte) verdict {
	var pod corev1.Pod
	if err := json.Unmarshal(text, &pod); err != nil {
		return verdict{Refused: err.Error()}
	}
	complete(&pod)
	said := verdict{}
	for minor := range newest + 1 {
		said.Forbidding = append(said.Forbidding, forbidding(api.MajorMinorVersion(1, minor), &pod))
	}
	return said
}

// complete does what the API server does before admission, as far as it matters here.
func complete(pod *corev1.Pod) {
	for index := range pod.Spec.Volumes {
		if volume := &pod.Spec.Volumes[index]; volume.VolumeSource == (corev1.VolumeSource{}) {
			volume.EmptyDir = &corev1.EmptyDirVolumeSource{}
		}
	}
}

// forbidding gives the ids of the checks that do not allow the pod, sorted.
func forbidding(version api.Version, pod *corev1.Pod) []string {
	ids := []string{}
	for _, check := range checks {
		var judge policy.CheckPodFn
		for _, versioned := range check.Versions {
			if !version.Older(versioned.MinimumVersion) {
				judge = versioned.CheckPod
			}
		}
		if judge != nil && !judge(&pod.ObjectMeta, &pod.Spec).Allowed {
			ids = append(ids, string(check.ID))
		}
	}
	slices.Sort(ids)
	return ids
}

// newestVersion gives the minor version of the last change to any check.
func newestVersion() int {
	newest := 0
	for _, check := range checks {
		newest = max(newest, check.Versions[len(check.Versions)-1].MinimumVersion.Minor())
	}
	return newest
}
