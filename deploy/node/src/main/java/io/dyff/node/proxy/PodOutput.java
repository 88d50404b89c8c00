package io.dyff.node.proxy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The way to a pod: its failures can be told from those of the client whose bytes go there. */
final class PodOutput extends FilterOutputStream {

    /** The pod takes no more bytes. */
    static final class Broken extends IOException {
        Broken(IOException cause) {
            super(cause);
        }
    }

    PodOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException broken) {
            throw new Broken(broken);
        }
    }
}
