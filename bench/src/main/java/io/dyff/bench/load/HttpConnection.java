package io.dyff.bench.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;

/** One keep-alive connection that sends prepared bytes and reads the answer, so that the client costs little of the machine. */
final class HttpConnection implements AutoCloseable {
    private final String host;
    private final int port;
    private Socket socket;
    private InputStream in;
    private boolean spent;

    HttpConnection(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        socket = open();
        in = new BufferedInputStream(socket.getInputStream(), 16_384);
    }

    private Socket open() throws IOException {
        Socket opened = new Socket(host, port);
        opened.setTcpNoDelay(true);
        opened.setSoTimeout(30_000);
        return opened;
    }

    /** Sends a request and returns the answer's status and body; on a new connection if the server ended the last. */
    Answer exchange(byte[] request) throws IOException {
        if (spent) {
            socket.close();
            socket = open();
            in = new BufferedInputStream(socket.getInputStream(), 16_384);
            spent = false;
        }
        OutputStream out = socket.getOutputStream();
        out.write(request);
        out.flush();
        String[] status = line().split(" ", 3);
        int length = -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            } else if (lower.startsWith("connection:") && lower.contains("close")) {
                spent = true;
            }
        }
        return new Answer(Integer.parseInt(status[1]), chunked ? chunks() : in.readNBytes(Math.max(length, 0)));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line().replaceFirst(";.*", "").strip(), 16);
            body.write(in.readNBytes(size));
            line();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder(64);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (b != '\r') {
                text.append((char) b);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Status and body of an answer. */
    record Answer(int status, byte[] body) {}
}
