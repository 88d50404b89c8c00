package io.dyff.bench.scenario;

import io.dyff.local.launch.Module;
import io.dyff.local.launch.Project;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Decisions about who may run: how many in a second, and what they cost as more wait, and more accounts. */
public final class AdmissionScenario implements Scenario {
    private static final String LOAD = "io.dyff.bench.admission.AdmissionLoad";

    @Override
    public String name() {
        return "admission";
    }

    @Override
    public String description() {
        return "decisions about up to 100000 that wait, of 10 and of 2000 accounts";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        try (Ground ground = Ground.lay(scratch)) {
            String classPath =
                    Ground.own() + File.pathSeparator + Project.here().classPath(Module.ROUTES);
            String lines = ServerProcess.call(classPath, ground.environment(), LOAD, List.of());
            List<Figure> figures = new ArrayList<>();
            lines.lines()
                    .filter(line -> line.contains("\t"))
                    .map(line -> line.split("\t"))
                    .forEach(line -> figures.add(figure(line)));
            return figures;
        }
    }

    private static Figure figure(String[] line) {
        return Figure.of("admission", line[0], line[2], Double.parseDouble(line[1]), line[3]);
    }
}
