package io.dyff.operator.steps.analysis;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The files that the steps around an analysis are told of. */
final class AnalysisFiles {

    @Option(
            names = "--analysis_yaml",
            required = true,
            paramLabel = "FILE",
            description = "Manifest of the Analysis or Report custom resource.")
    Path manifest;

    @Option(
            names = "--storage_root",
            required = true,
            paramLabel = "FOLDER",
            description = "Folder that the containers of the analysis share.")
    Path root;
}
