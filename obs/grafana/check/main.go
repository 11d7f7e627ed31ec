// Reads dashboards as strictly as Grafana's own library can: a field that the kind of panel or query does not have is an
// error. scripts/obs-check builds and runs it.
package main

import (
	"fmt"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	plugins.RegisterDefaultPlugins()
	wrong := false
	for _, file := range os.Args[1:] {
		text, err := os.ReadFile(file)
		var read dashboard.Dashboard
		if err == nil {
			err = read.UnmarshalJSONStrict(text)
			// The library hands back an empty list of errors where there is none.
			if found, listed := err.(cog.BuildErrors); listed && len(found) == 0 {
				err = nil
			}
		}
		if err == nil {
			err = read.Validate()
		}
		if err != nil {
			fmt.Printf("%s: %v\n", file, err)
			wrong = true
		}
	}
	if wrong {
		os.Exit(1)
	}
}
