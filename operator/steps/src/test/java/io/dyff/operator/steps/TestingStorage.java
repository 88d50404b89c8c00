package io.dyff.operator.steps;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/** A real S3 API on a folder, on loopback, with the bucket dyff. */
public final class TestingStorage implements AutoCloseable {

    public static final String ACCESS_KEY = "testing-access";
    public static final String SECRET_KEY = "testing-secret-that-must-not-be-logged";

    private final S3Proxy proxy;
    private final Path folder;
    private boolean hidden;
    private volatile boolean uploadsRefused;
    private final List<String> copied = new CopyOnWriteArrayList<>();

    public TestingStorage(Path folder) throws Exception {
        this.folder = folder;
        proxy = S3Proxy.builder()
                .blobStore(refusable(new FilesystemNio2BlobStore(folder.toString())))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        proxy.start();
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> proxy.getState().equals("STARTED"));
        try (S3Client s3 = client()) {
            s3.createBucket(b -> b.bucket("dyff"));
        }
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    /** From now on steps are given a port where nobody listens. */
    public void hideEndpoint(boolean hide) {
        hidden = hide;
    }

    /** From now on every upload fails, as when the process died before it. */
    public void refuseUploads(boolean refuse) {
        uploadsRefused = refuse;
    }

    /** Keys that objects were copied to, in their order. */
    public List<String> copied() {
        return copied;
    }

    private BlobStore refusable(BlobStore store) {
        return (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (self, method, arguments) -> {
                    if (uploadsRefused && method.getName().equals("putBlob")) {
                        throw new IllegalStateException("uploads are refused");
                    }
                    if (method.getName().equals("copyBlob") && arguments[0] instanceof CopyObjectRequest copy) {
                        copied.add(copy.destinationKey());
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** As close, for handlers that may throw no checked exception. */
    void stopNow() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    /** Where an object's bytes lie on disk. */
    public Path file(String key) {
        return folder.resolve("dyff").resolve(key);
    }

    /** The environment that a storage Secret gives to a step. */
    public Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put(
                "DYFF_STORAGE__S3__ENDPOINT",
                hidden ? "http://127.0.0.1:1" : endpoint().toString());
        environment.put("DYFF_STORAGE__S3__ACCESS_KEY", ACCESS_KEY);
        environment.put("DYFF_STORAGE__S3__SECRET_KEY", SECRET_KEY);
        environment.put("DYFF_STORAGE__S3__REGION", "us-east-1");
        environment.put("DYFF_RESOURCES__DATASETS__STORAGE__URL", "s3://dyff/datasets");
        environment.put("DYFF_RESOURCES__OUTPUTS__STORAGE__URL", "s3://dyff/outputs");
        return environment;
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }
}
