package io.dyff.kube.cel;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses that begin with the same bits, written {@code 10.0.0.0/8}.
 *
 * @param address as it was written: bits beyond the prefix may be set
 */
record AddressRange(InetAddress address, int prefix) {

    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9]\\d{0,2}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return Addresses.parse(text.substring(0, slash))
                .filter(address -> prefix <= address.getAddress().length * 8)
                .map(address -> new AddressRange(address, prefix));
    }

    boolean contains(InetAddress other) {
        return other.getAddress().length == address.getAddress().length
                && Addresses.masked(other, prefix).equals(Addresses.masked(address, prefix));
    }

    boolean contains(AddressRange other) {
        return other.prefix >= prefix && contains(other.address);
    }

    AddressRange masked() {
        return new AddressRange(Addresses.masked(address, prefix), prefix);
    }
}
