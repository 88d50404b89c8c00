package io.dyff.routes.api.storage;

import io.dyff.routes.api.storage.ObjectUpload.Stored;
import io.dyff.routes.api.storage.ObjectUpload.Target;
import io.dyff.routes.http.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/**
 * One PUT whose bytes are passed on as they come. The last of them are held back until all have been checked: an object
 * store takes an object only when it is complete.
 */
final class StreamedPut {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedPut.class);
    private static final int BUFFER = 128 << 10;
    private static final Duration VALID = Duration.ofHours(1);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 120_000;

    private final S3Presigner signer;

    /** @param signer signs requests without reading their bodies, which the SDK's own client would do first */
    StreamedPut(S3Presigner signer) {
        this.signer = signer;
    }

    /**
     * @param length of the body in bytes
     * @throws IOException when the sender breaks off
     */
    Stored put(Target target, InputStream body, long length, BodyCheck check) throws IOException {
        HttpURLConnection store = storing(() -> open(sign(target), length));
        try {
            OutputStream out = storing(store::getOutputStream);
            Stored stored = pass(body, out, length, check);
            storing(() -> {
                out.close();
                return accepted(store);
            });
            return stored;
        } finally {
            store.disconnect();
        }
    }

    private static Stored pass(InputStream body, OutputStream out, long length, BodyCheck check) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = length; left > 0; ) {
            int n = body.read(buffer, 0, (int) Math.min(BUFFER, left));
            if (n < 0) {
                throw new EOFException("the body ended " + left + " bytes early");
            }
            check.count(buffer, n);
            left -= n;
            if (left == 0) {
                Stored stored = check.complete();
                write(out, buffer, n);
                return stored;
            }
            write(out, buffer, n);
        }
        return check.complete();
    }

    private static void write(OutputStream out, byte[] buffer, int n) {
        storing(() -> {
            out.write(buffer, 0, n);
            return n;
        });
    }

    private PresignedPutObjectRequest sign(Target target) {
        String md5 = target.declared().metadata().get(ObjectFiles.MD5);
        return signer.presignPutObject(request -> request.signatureDuration(VALID)
                .putObjectRequest(object -> object.bucket(target.bucket())
                        .key(target.key())
                        .contentMD5(md5)
                        .metadata(target.declared().metadata())));
    }

    private static HttpURLConnection open(PresignedPutObjectRequest signed, long length) throws IOException {
        HttpURLConnection store = (HttpURLConnection) signed.url().openConnection();
        store.setConnectTimeout(CONNECT_MILLIS);
        store.setReadTimeout(ANSWER_MILLIS);
        store.setRequestMethod("PUT");
        store.setDoOutput(true);
        store.setFixedLengthStreamingMode(length);
        // One that was kept from before may be gone, and these bytes cannot be sent again.
        store.setRequestProperty("Connection", "close");
        for (Map.Entry<String, List<String>> header : signed.signedHeaders().entrySet()) {
            if (!header.getKey().equalsIgnoreCase("host")) {
                store.setRequestProperty(header.getKey(), String.join(",", header.getValue()));
            }
        }
        return store;
    }

    private static int accepted(HttpURLConnection store) throws IOException {
        int status = store.getResponseCode();
        if (status / 100 != 2) {
            throw new IOException("the answer to a PUT was " + status);
        }
        return status;
    }

    private interface Request<T> {
        T run() throws IOException;
    }

    /** What the store cannot do just now is an answer, and not taken for the sender's doing. */
    private static <T> T storing(Request<T> request) {
        try {
            return request.run();
        } catch (IOException e) {
            LOG.warn("object storage: {}", e.getMessage());
            throw Problem.retryLater(503, "object storage does not answer; nothing was written", 2)
                    .exception();
        }
    }
}
