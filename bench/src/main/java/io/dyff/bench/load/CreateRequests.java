package io.dyff.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Creates of an InferenceService, about 2 KB each, that no compressor makes much smaller: each has padding of its own. */
public final class CreateRequests implements ClosedLoop.Requests {
    /** Of an output with one text. */
    private static final String SCHEMA =
            "/////4ABAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAMAAAAUAQAAzAAAAAQAAAAI////AAAB"
                    + "DBQAAAAgAAAABAAAAAEAAAAYAAAACQAAAHJlc3BvbnNlcwAAADz///84////AAABDRgAAAAgAAAABAAAAAIAAABAAAAAFAAAAAQA"
                    + "AABpdGVtAAAAAGz///9o////AAABBRAAAAAYAAAABAAAAAAAAAAEAAAAdGV4dAAAAACU////kP///wAAAQIQAAAAJAAAAAQAAAAA"
                    + "AAAAEAAAAF9yZXNwb25zZV9pbmRleF8AAAAAjP///wAAAAFAAAAAzP///wAAAQUQAAAAJAAAAAQAAAAAAAAADQAAAF9yZXBsaWNh"
                    + "dGlvbl8AAAAEAAQABAAAABAAFAAIAAYABwAMAAAAEAAQAAAAAAABAhAAAAAgAAAABAAAAAAAAAAHAAAAX2luZGV4XwAIAAwACAAH"
                    + "AAgAAAAAAAABQAAAAAAAAAA=";

    private static final int VARIANTS = 256;
    private static final int PADDING_BYTES = 1050;
    private final byte[][] requests;
    private final AtomicInteger next = new AtomicInteger();

    /** @param model id of the entity they refer to */
    public CreateRequests(String token, String model) {
        Random random = new Random(1);
        requests = IntStream.range(0, VARIANTS)
                .mapToObj(i -> request(token, model, padding(random)))
                .toArray(byte[][]::new);
    }

    @Override
    public byte[] next() {
        return requests[Math.floorMod(next.getAndIncrement(), VARIANTS)];
    }

    /** Text of which each has other. */
    public static String padding(Random random) {
        byte[] bytes = new byte[PADDING_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * What such a request says.
     *
     * @param model id of the entity it refers to
     */
    public static String body(String model, String padding) {
        return """
                {"account":"test","name":"bench","model":"%s","runner":{"kind":"mock","args":["%s"],"resources":{"memory":"1Gi"},\
                "image":{"host":"registry.example.org","name":"dyff/workflows/inferenceservice-mock",\
                "digest":"sha256:f7becd37affa559a60e7ef2d3a0b1e4766e6cd6438cef701d58d2653767e7e54"}},\
                "interface":{"endpoint":"openai/v1/completions","outputSchema":{"arrowSchema":"%s"}}}""".formatted(model, padding, SCHEMA);
    }

    private static byte[] request(String token, String model, String padding) {
        String body = body(model, padding);
        return ("POST /v0/inferenceservices HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nPrefer: respond-async\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(UTF_8);
    }
}
