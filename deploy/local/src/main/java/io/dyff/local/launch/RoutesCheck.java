package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Has the rules of the services look at overrides; nothing need run. */
public final class RoutesCheck {
    private final Project project;

    public RoutesCheck(Project project) {
        this.project = project;
    }

    /**
     * What they said.
     *
     * @param lines one for each mistake, or one that there is none
     */
    public record Verdict(boolean accepted, List<String> lines) {}

    /**
     * Checks a folder.
     *
     * @param scratch for what starting a program needs
     * @param instance whose database reads the statements, where it runs
     */
    public Verdict check(Path overrides, Path scratch, Optional<DataFolder> instance) throws InterruptedException {
        List<String> command = new JavaProgram(project, scratch)
                .command(
                        "check",
                        Module.ROUTES,
                        "io.dyff.routes.admin.AdminMain",
                        "128m",
                        List.of("routes", "check", overrides.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        instance.ifPresent(folder -> builder.environment().putAll(new PlatformEnvironment(folder).services()));
        Captured said = Captured.run("the check", builder);
        return new Verdict(said.exit() == 0, said.lines());
    }
}
