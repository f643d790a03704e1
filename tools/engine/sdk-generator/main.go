// sdk-generator SCHEMA FOLDER: writes the Python and the Go SDK of a Pulumi package to FOLDER/python and FOLDER/go. Pulumi's own generators
// do the work. A warning about the schema is a failure, as in `pulumi schema check`.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// tool is named in the first line of every generated file.
const tool = "npm run sdks"

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sdk-generator SCHEMA FOLDER")
		os.Exit(2)
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate(schemaFile, folder string) error {
	pkg, err := bind(schemaFile)
	if err != nil {
		return err
	}
	pythonFiles, err := python.GeneratePackage(tool, pkg, nil, nil)
	if err != nil {
		return fmt.Errorf("python: %w", err)
	}
	if pythonFiles, err = withReadableNames(pythonFiles); err != nil {
		return fmt.Errorf("python: %w", err)
	}
	goFiles, err := gogen.GeneratePackage(tool, pkg, nil)
	if err != nil {
		return fmt.Errorf("go: %w", err)
	}
	if err := write(filepath.Join(folder, "python"), pythonFiles); err != nil {
		return err
	}
	return write(filepath.Join(folder, "go"), goFiles)
}

func bind(schemaFile string) (*schema.Package, error) {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", schemaFile, err)
	}
	pkg, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", schemaFile, err)
	}
	if len(diagnostics) > 0 {
		return nil, fmt.Errorf("%s: %w", schemaFile, diagnostics)
	}
	return pkg, nil
}

// unwanted are files that say nothing beside the README.md that is kept by hand in the folder of each SDK.
var unwanted = map[string]bool{".gitattributes": true, "README.md": true}

func write(folder string, files map[string][]byte) error {
	for name, content := range files {
		if unwanted[filepath.Base(name)] {
			continue
		}
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
