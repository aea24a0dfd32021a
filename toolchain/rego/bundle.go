// What only OPA itself can say of a bundle: whether its signature holds, and what its Rego v0 is as v1.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/util"
)

// verification is the key that a bundle must be signed with.
type verification struct {
	Key       string `json:"key"`
	Algorithm string `json:"algorithm"`
	// KeyID, when there is one, must be that of the signature, should it name any.
	KeyID string `json:"keyId"`
	Scope string `json:"scope"`
}

// soleKey stands for the key where nobody gave it a name.
const soleKey = "touchstone"

func init() {
	register("upgrade-bundle", upgradeBundle)
	register("verify-bundle", verifyBundle)
}

// upgradeBundle answers the source as v1 of those modules that are in Rego v0. Files are named without a leading slash.
func upgradeBundle(req struct {
	// Manifest is the content of the .manifest, as JSON.
	Manifest bundle.Manifest   `json:"manifest"`
	Modules  map[string]string `json:"modules"`
}) (any, error) {
	upgraded := map[string]string{}
	var problems ast.Errors
	for _, name := range util.KeysSorted(req.Modules) {
		// The patterns of a manifest begin with a slash, as the names in the bundles that OPA writes do.
		version, err := req.Manifest.RegoVersionForFile("/" + name)
		if err != nil {
			return nil, err
		}
		if version != ast.RegoV0 {
			continue
		}
		text, err := format.SourceWithOpts(name, []byte(req.Modules[name]), format.Opts{
			RegoVersion:   ast.RegoV1,
			ParserOptions: &ast.ParserOptions{RegoVersion: ast.RegoV0},
			DropV0Imports: true,
		})
		if list := (ast.Errors)(nil); errors.As(err, &list) {
			problems = append(problems, list...)
		} else if err != nil {
			problems = append(problems, ast.NewError(ast.ParseErr, ast.NewLocation(nil, name, 1, 1), "%s", err.Error()))
		} else {
			upgraded[name] = string(text)
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return map[string]any{"upgraded": upgraded}, nil
}

// verifyBundle holds every file of a bundle against its signature, by the functions that OPA's own reader calls. The codes of
// its problems say which sort each is; there are none when the signature holds.
func verifyBundle(req struct {
	Files map[string][]byte `json:"files"`
	// Folder is the path that may stand before the names that were signed: `opa sign --bundle FOLDER` writes it there.
	Folder       string       `json:"folder"`
	Verification verification `json:"verification"`
}) (any, error) {
	return map[string]any{"problems": signatureProblems(req.Files, req.Folder, req.Verification)}, nil
}

func signatureProblems(files map[string][]byte, folder string, given verification) []problem {
	names := util.KeysSorted(files)
	signatureFiles := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !bundle.IsSignaturesFile(name) })
	if len(signatureFiles) == 0 {
		return []problem{{Code: "signature-missing"}}
	}
	if len(signatureFiles) > 1 {
		return []problem{{Code: "signature-twice", File: signatureFiles[1]}}
	}
	signatureFile := signatureFiles[0]
	var signatures bundle.SignaturesConfig
	if err := util.UnmarshalJSON(files[signatureFile], &signatures); err != nil {
		return []problem{{Code: "signature-unreadable", File: signatureFile, Message: err.Error()}}
	}
	// Only OPA's own verifier is linked in here.
	if _, err := bundle.GetVerifier(signatures.Plugin); signatures.Plugin != "" && err != nil {
		return []problem{{Code: "signature-plugin", File: signatureFile, Message: signatures.Plugin}}
	}
	listed, code, err := verifyToken(signatures, given)
	if err != nil {
		return []problem{{Code: code, File: signatureFile, Message: err.Error()}}
	}
	listed = below(folder, listed)
	problems := []problem{}
	for _, name := range names {
		if name == signatureFile {
			continue
		}
		if _, found := listed[name]; !found {
			problems = append(problems, problem{Code: "file-unsigned", File: name})
			continue
		}
		if err := bundle.VerifyBundleFile(name, *bytes.NewBuffer(files[name]), listed); err != nil {
			problems = append(problems, problem{Code: "file-changed", File: name, Message: err.Error()})
			delete(listed, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(listed)) {
		problems = append(problems, problem{Code: "file-missing", File: name})
	}
	return problems
}

// below takes the folder off the names, where all of them begin with it.
func below(folder string, listed map[string]bundle.FileInfo) map[string]bundle.FileInfo {
	short := make(map[string]bundle.FileInfo, len(listed))
	for name, info := range listed {
		rest, found := strings.CutPrefix(name, folder+"/")
		if folder == "" || !found {
			return listed
		}
		short[rest] = info
	}
	return short
}

// verifyToken gives the files that the signature speaks of. With a name for the key, a signature that names another is refused.
func verifyToken(signatures bundle.SignaturesConfig, given verification) (map[string]bundle.FileInfo, string, error) {
	id := given.KeyID
	if id == "" {
		id = soleKey
	} else if signed := signedBy(signatures); signed != "" && signed != id {
		return nil, "key-unknown", errors.New(signed)
	}
	config := &bundle.KeyConfig{Key: given.Key, Algorithm: given.Algorithm, Scope: given.Scope}
	keys := map[string]*bundle.KeyConfig{id: config}
	listed, err := bundle.VerifyBundleSignature(signatures, bundle.NewVerificationConfig(keys, id, given.Scope, nil))
	switch {
	case err == nil:
		return listed, "", nil
	case err.Error() == "scope mismatch":
		return nil, "scope-mismatch", err
	default:
		return nil, "signature-invalid", err
	}
}

// signedBy is the name of the key that the token itself names, in its header or, as older ones do, among its claims. It only
// serves to tell a wrong key from a wrong signature: the signature is verified with the key that was given, whatever this says.
func signedBy(signatures bundle.SignaturesConfig) string {
	if len(signatures.Signatures) != 1 {
		return ""
	}
	var header struct {
		KeyID string `json:"kid"`
	}
	var claims struct {
		KeyID string `json:"keyid"`
	}
	parts := strings.Split(signatures.Signatures[0], ".")
	if len(parts) != 3 {
		return ""
	}
	decode(parts[0], &header)
	decode(parts[1], &claims)
	if header.KeyID != "" {
		return header.KeyID
	}
	return claims.KeyID
}

// decode reads a part of a JSON Web Token; what cannot be read leaves the target as it is.
func decode(part string, target any) {
	if text, err := base64.RawURLEncoding.DecodeString(part); err == nil {
		_ = json.Unmarshal(text, target)
	}
}
