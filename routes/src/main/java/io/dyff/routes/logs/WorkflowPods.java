package io.dyff.routes.logs;

import io.dyff.routes.kind.Kind;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The pods of workflows and what their containers print. Needs {@code list} on pods and {@code get} on pods/log only. */
public final class WorkflowPods {
    /** More pods of one entity are not looked at. */
    private static final long MOST_PODS = 100;

    private static final long PATIENCE_SECONDS = 10;
    private final KubernetesClient client;
    private final String namespace;

    WorkflowPods(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Which part of a container's output is wanted.
     *
     * @param follow whether to go on until the container ends
     * @param previous whether the run before the present one is meant
     * @param lines how many of the newest, all when absent
     * @param since only what is newer, all when absent
     */
    public record Part(
            boolean follow,
            boolean previous,
            @Nullable Integer lines,
            @Nullable Instant since) {}

    /** The output cannot be had: the container has not started, the pod is gone, or its node does not answer. */
    public static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Unreadable(int status, String message) {
            super(message);
            this.status = status;
        }

        /** Whether there is no such pod any more. */
        boolean isGone() {
            return status == 404;
        }

        /** Whether that is in the ordinary course of things, so that nobody need be told. */
        boolean isOrdinary() {
            return status == 400 || status == 404;
        }
    }

    /** The containers of an entity's pods, those of the resources that the operator made for it too. */
    public List<LogSource> sources(Kind.Cluster cluster, String id) {
        return client
                .pods()
                .inNamespace(namespace)
                .withLabelIn(
                        PodOwners.INSTANCE, PodOwners.instances(cluster, id).toArray(String[]::new))
                .list(new ListOptionsBuilder().withLimit(MOST_PODS).build())
                .getItems()
                .stream()
                .flatMap(pod -> LogSource.of(pod).stream())
                .toList();
    }

    /** Opens a container's output; closing it is the caller's, and ends the request. */
    public InputStream open(LogSource source, Part part) throws IOException {
        HttpResponse<InputStream> response = response(uri(source.podName(), source.container(), part));
        if (!response.isSuccessful()) {
            response.body().close();
            throw new Unreadable(response.code(), "the API server answered " + response.code());
        }
        return response.body();
    }

    /** A connection that stood unused may be closed by the time it is used: then another one is tried, once. */
    private HttpResponse<InputStream> response(String uri) throws IOException {
        try {
            return answered(send(uri));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return answered(send(uri));
        }
    }

    private CompletableFuture<HttpResponse<InputStream>> send(String uri) {
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(uri)
                .forStreaming()
                .build();
        return client.getHttpClient().sendAsync(request, InputStream.class);
    }

    private static HttpResponse<InputStream> answered(CompletableFuture<HttpResponse<InputStream>> sent)
            throws IOException {
        try {
            return sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a log was opened");
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new InterruptedIOException("no answer within " + PATIENCE_SECONDS + " s");
        } catch (ExecutionException | KubernetesClientException e) {
            throw new IOException("the cluster does not answer: " + e.getMessage(), e);
        }
    }

    private String uri(String pod, String container, Part part) {
        StringBuilder uri = new StringBuilder(client.getMasterUrl().toString().replaceFirst("/+$", ""));
        uri.append("/api/v1/namespaces/").append(namespace).append("/pods/").append(pod);
        uri.append("/log?timestamps=true&container=").append(encoded(container));
        if (part.follow()) {
            uri.append("&follow=true");
        }
        if (part.previous()) {
            uri.append("&previous=true");
        }
        if (part.lines() != null) {
            uri.append("&tailLines=").append(part.lines());
        }
        if (part.since() != null) {
            uri.append("&sinceTime=").append(encoded(part.since().toString()));
        }
        return uri.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
