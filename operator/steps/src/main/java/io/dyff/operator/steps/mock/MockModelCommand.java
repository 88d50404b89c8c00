package io.dyff.operator.steps.mock;

import io.dyff.operator.steps.ExitCodes;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.StepsVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The inference service of the mock runner. */
@Command(
        name = "mock-model",
        mixinStandardHelpOptions = true,
        versionProvider = StepsVersion.class,
        description = {
            "Serves a model that answers with a few facts about the prompt.",
            "GET /health, /ready; POST /openai/v1/completions, /openai/v1/completions/transient-errors (one call in six"
                    + " fails), /errors/400, /generate, /v1/generate."
        })
public final class MockModelCommand implements Callable<Integer> {

    @Option(
            names = "--host",
            defaultValue = "${env:HOST:-0.0.0.0}",
            description = "Address to listen on (environment: HOST, default 0.0.0.0).")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "${env:PORT:-8000}",
            description = "Port to listen on, 0 for a free one (environment: PORT, default 8000).")
    private int port;

    @Option(
            names = "--delay-ms",
            paramLabel = "MS[-MS]",
            converter = PaceConverter.class,
            defaultValue = "${env:DYFF_MOCK_DELAY_MS:-3-5}",
            description =
                    "How long an answer takes, as a number or a range (environment: DYFF_MOCK_DELAY_MS, default 3-5).")
    private Pace pace;

    @Spec
    private CommandSpec spec;

    /** Lets the command line report a wrong pace as any other wrong option. */
    static final class PaceConverter implements ITypeConverter<Pace> {
        @Override
        public Pace convert(String text) {
            try {
                return Pace.valueOf(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public Integer call() throws StepFailure, InterruptedException {
        MockModel model;
        try {
            model = new MockModel(new InetSocketAddress(host, port), pace);
        } catch (IOException e) {
            throw new StepFailure(
                    ExitCodes.of("mock-model").code("Unexpected"),
                    "The mock model cannot listen on " + host + ":" + port + ": " + e.getMessage(),
                    e);
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(model::close));
        spec.commandLine()
                .getOut()
                .println("mock model listens on http://" + host + ":"
                        + model.address().getPort());
        spec.commandLine().getOut().flush();
        new CountDownLatch(1).await();
        return 0;
    }
}
