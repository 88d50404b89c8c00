package io.dyff.kube.cel;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** IP addresses as texts; no name is ever looked up. */
final class Addresses {

    private static final String V4 = "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}";
    private static final String V6 = "[0-9a-fA-F:]*:[0-9a-fA-F:.]*";

    private Addresses() {}

    static Optional<InetAddress> parse(String text) {
        boolean mapped = text.contains(":") && text.contains(".");
        if (mapped || !(text.matches(V4) || text.matches(V6))) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text.contains(":") ? "[" + text + "]" : text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    static long family(InetAddress address) {
        return address instanceof Inet4Address ? 4 : 6;
    }

    /** The canonical text, with the longest run of zeros left out. */
    static String text(InetAddress address) {
        String full = address.getHostAddress();
        if (address instanceof Inet4Address) {
            return full;
        }
        String[] groups = full.split("%", 2)[0].split(":");
        int begin = -1;
        int length = 1;
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end].equals("0")) {
                end++;
            }
            if (end - i > length) {
                begin = i;
                length = end - i;
            }
        }
        if (begin < 0) {
            return String.join(":", groups);
        }
        return String.join(":", Arrays.copyOfRange(groups, 0, begin)) + "::"
                + String.join(":", Arrays.copyOfRange(groups, begin + length, groups.length));
    }

    /** The address with all bits beyond the prefix unset. */
    static InetAddress masked(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(prefix - i * 8L, 0, 8);
            bytes[i] &= (byte) (0xff << (8 - kept));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of the same length", e);
        }
    }
}
