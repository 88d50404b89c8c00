package io.dyff.operator.kubectl.cli;

import io.dyff.operator.kubectl.cluster.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Answers what kubectl asks the program {@code kubectl_complete-dyff}: one candidate for the last word a line, then a
 * colon and what the shell is to do with them (the directives of Cobra's {@code __complete}).
 */
@Command(name = "complete", hidden = true, description = "What may follow; kubectl asks for it.")
final class CompleteCommand implements Callable<Integer> {
    private static final int NO_SPACE = 2;
    private static final int NO_FILES = 4;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "WORD")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        String typed = words.isEmpty() ? "" : words.getLast();
        List<CharSequence> ends = new ArrayList<>();
        AutoComplete.complete(
                spec.root(),
                words.toArray(String[]::new),
                Math.max(0, words.size() - 1),
                typed.length(),
                String.join(" ", words).length(),
                ends);
        PrintWriter out = spec.commandLine().getOut();
        ends.forEach(end -> out.println(typed + end));
        boolean open =
                !ends.isEmpty() && ends.stream().allMatch(end -> end.toString().endsWith("/"));
        out.println(":" + (NO_FILES + (open ? NO_SPACE : 0)));
        out.flush();
        return ExitCode.OK;
    }
}
