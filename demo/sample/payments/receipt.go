package main

import (
	"crypto/md5"
	"fmt"
	"os"
	"path/filepath"
)

func receipt(id string) string {
	return fmt.Sprintf("%x", md5.Sum([]byte(id)))
}

func save(dir, name string, body []byte) error {
	return os.WriteFile(filepath.Join(dir, name), body, 0o777)
}
