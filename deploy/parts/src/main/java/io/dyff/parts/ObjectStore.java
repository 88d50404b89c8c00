package io.dyff.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 API in this process, on loopback, over a folder: a bucket is a folder, an object a file. */
public final class ObjectStore implements AutoCloseable {
    private final S3Proxy proxy;

    private ObjectStore(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /** Starts the server and makes the bucket. Port 0 takes a free one. */
    public static ObjectStore start(Path folder, int port, String bucket, String accessKey, String secretKey) {
        try {
            Files.createDirectories(folder.resolve(bucket));
            S3Proxy proxy = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(URI.create("http://127.0.0.1:" + port))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                    .build();
            proxy.start();
            return new ObjectStore(proxy);
        } catch (IOException e) {
            throw new UncheckedIOException("object folder " + folder + " cannot be used", e);
        } catch (Exception e) {
            throw new IllegalStateException("the S3 API does not start on port " + port, e);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + proxy.getPort();
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 API does not stop", e);
        }
    }
}
