package main

import (
	"fmt"
	"strings"
)

// Python's generator splits every name before its capital letters, and reads OAuth as two words. A schema can't give another name.
const (
	split   = "o_auth"
	written = "oauth"
)

// withReadableNames writes get_oauth_clients for get_o_auth_clients, in the names of files and modules too.
func withReadableNames(files map[string][]byte) (map[string][]byte, error) {
	renamed := make(map[string][]byte, len(files))
	for name, content := range files {
		newName := strings.ReplaceAll(name, split, written)
		if _, taken := renamed[newName]; taken {
			return nil, fmt.Errorf("two files would be called %s", newName)
		}
		renamed[newName] = []byte(renameIn(string(content)))
	}
	return renamed, nil
}

// renameIn also moves what a longer name had aligned: the parameters below the first one.
func renameIn(text string) string {
	lines := strings.Split(text, "\n")
	shift := 0
	for i, line := range lines {
		if shift > 0 {
			line = strings.TrimPrefix(line, strings.Repeat(" ", shift))
		}
		lines[i] = strings.ReplaceAll(line, split, written)
		switch {
		case opensParameters(lines[i]):
			shift = strings.Count(line, split) * (len(split) - len(written))
		case strings.HasSuffix(line, ":"):
			shift = 0
		}
	}
	return strings.Join(lines, "\n")
}

// opensParameters tells whether the parameters of a function go on in the next line.
func opensParameters(line string) bool {
	return strings.HasPrefix(line, "def ") && strings.HasSuffix(line, ",")
}
