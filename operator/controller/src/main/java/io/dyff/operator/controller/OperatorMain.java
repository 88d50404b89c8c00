package io.dyff.operator.controller;

import io.dyff.operator.controller.cluster.Reading;
import io.dyff.operator.controller.health.Figures;
import io.dyff.operator.controller.health.HealthServer;
import io.dyff.operator.controller.plan.Reconciler;
import io.dyff.operator.controller.plan.StepSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the operator until it is told to stop. */
@Command(
        name = "dyff-operator",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Runs Evaluations, InferenceSessions, Analyses and Reports, fetches Models, and opens Datasets, of one namespace.",
            "KUBECONFIG names the cluster; without it the pod's own service account is used."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:stopped as told", "1:the cluster cannot be used, or the operator failed", "2:wrong options"})
public final class OperatorMain implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);

    @Spec
    private CommandSpec command;

    @Option(
            names = "--namespace",
            defaultValue = "${env:DYFF_KUBERNETES__WORKFLOWS_NAMESPACE:-default}",
            description = "The namespace to work in (DYFF_KUBERNETES__WORKFLOWS_NAMESPACE).")
    private String namespace;

    @Option(
            names = "--image",
            paramLabel = "PROGRAM=IMAGE",
            description = "Image of a step program, once for each; in the environment DYFF_OPERATOR__IMAGES__PROGRAM,"
                    + " such as DYFF_OPERATOR__IMAGES__EVALUATION_CLIENT.")
    private Map<String, String> images = Map.of();

    @Option(
            names = "--storage-secret",
            defaultValue = "${env:DYFF_OPERATOR__STORAGE_SECRET:-dyff-storage}",
            description = "Secret with the environment of the step programs (DYFF_OPERATOR__STORAGE_SECRET).")
    private String storageSecret;

    @Option(
            names = "--hub-endpoint",
            defaultValue = "${env:DYFF_OPERATOR__HUB__ENDPOINT:-https://huggingface.co}",
            description = "The hub that models are fetched from (DYFF_OPERATOR__HUB__ENDPOINT).")
    private String hubEndpoint;

    @Option(
            names = "--hub-token-secret",
            defaultValue = "${env:DYFF_OPERATOR__HUB__TOKEN_SECRET:-dyff-hub}",
            description = "Secret whose key HF_TOKEN opens the hub's private and gated models; it may be missing"
                    + " (DYFF_OPERATOR__HUB__TOKEN_SECRET).")
    private String hubTokenSecret;

    @Option(
            names = "--health-address",
            defaultValue = "${env:DYFF_OPERATOR__HEALTH__ADDRESS:-0.0.0.0:8081}",
            description = "Where to answer /health/live, /health/ready, /metrics (DYFF_OPERATOR__HEALTH__ADDRESS).")
    private String healthAddress;

    @Option(
            names = "--watchdog",
            defaultValue = "${env:DYFF_OPERATOR__WATCHDOG:-PT15M}",
            description = "Fails liveness when a resource has waited so long for the end of a pass, as an ISO 8601"
                    + " duration (DYFF_OPERATOR__WATCHDOG).")
    private Duration watchdog;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile int exitCode = CommandLine.ExitCode.SOFTWARE;

    /** Starts the operator and exits with its code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new OperatorMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        InetSocketAddress address = address();
        List<Reconciler<?>> reconcilers = reconcilers();
        Figures figures = new Figures();
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "shutdown"));
        try (KubernetesClient client = client(figures);
                DyffOperator operator = new DyffOperator(client, namespace, reconcilers, figures, Clock.systemUTC());
                HealthServer health =
                        new HealthServer(address, operator::ready, operator::longestWait, watchdog, figures)) {
            LOG.info(
                    "health on {}:{}", address.getHostString(), health.address().getPort());
            operator.start();
            LOG.info("watching namespace {} of {}", namespace, client.getMasterUrl());
            stop.await();
            LOG.info("stopping");
            exitCode = CommandLine.ExitCode.OK;
        } catch (IOException e) {
            LOG.error("cannot listen on {}: {}. Choose another --health-address.", healthAddress, e.getMessage());
        } catch (KubernetesClientException e) {
            LOG.error(
                    "cannot work with the cluster: {}. Check KUBECONFIG, the role of this user, and that the CRDs of"
                            + " deploy/crd are there.",
                    rootCause(e).getMessage());
        } finally {
            stopped.countDown();
        }
        return exitCode;
    }

    private List<Reconciler<?>> reconcilers() {
        Map<String, String> all = StepSettings.images(System.getenv());
        all.putAll(images);
        var hub = new StepSettings.Hub(hubEndpoint, hubTokenSecret);
        try {
            return DyffOperator.reconcilers(new StepSettings(all, storageSecret, hub));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private static KubernetesClient client(Figures figures) {
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(Reading.serialization())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("figures", figures))
                .build();
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    private InetSocketAddress address() {
        int colon = healthAddress.lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    healthAddress.substring(0, colon), Integer.parseInt(healthAddress.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ParameterException(
                    command.commandLine(), "--health-address must be host:port, not '" + healthAddress + "'", e);
        }
    }

    /** Without halting, the process would end with the signal's exit code although it did what it was told. */
    private void shutDown() {
        stop.countDown();
        try {
            if (stopped.await(20, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
            LOG.warn("still stopping after 20 s: giving up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
