package io.dyff.kube.cel;

import static io.dyff.kube.cel.Kind.BOOL;
import static io.dyff.kube.cel.Kind.INT;
import static io.dyff.kube.cel.Kind.STRING;
import static io.dyff.kube.cel.Overload.global;
import static io.dyff.kube.cel.Overload.member;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** IP addresses and ranges of them: {@code cidr('10.0.0.0/8').containsIP(self.address)}. */
final class AddressFunctions {

    private static final Kind<InetAddress> IP = Kind.opaque("net.IP", InetAddress.class);
    private static final Kind<AddressRange> CIDR = Kind.opaque("net.CIDR", AddressRange.class);

    private AddressFunctions() {}

    static List<Overload> all() {
        return List.of(
                global("ip", IP, STRING, AddressFunctions::address),
                global("isIP", BOOL, STRING, text -> Addresses.parse(text).isPresent()),
                global(
                        "ip.isCanonical",
                        BOOL,
                        STRING,
                        text -> Addresses.text(address(text)).equals(text)),
                member("family", INT, IP, Addresses::family),
                member("isUnspecified", BOOL, IP, InetAddress::isAnyLocalAddress),
                member("isLoopback", BOOL, IP, InetAddress::isLoopbackAddress),
                member("isLinkLocalMulticast", BOOL, IP, InetAddress::isMCLinkLocal),
                member("isLinkLocalUnicast", BOOL, IP, InetAddress::isLinkLocalAddress),
                member("isGlobalUnicast", BOOL, IP, AddressFunctions::isGlobal),
                global("string", STRING, IP, Addresses::text),
                global("cidr", CIDR, STRING, AddressFunctions::range),
                global("isCIDR", BOOL, STRING, text -> AddressRange.parse(text).isPresent()),
                global("string", STRING, CIDR, range -> Addresses.text(range.address()) + "/" + range.prefix()),
                member("ip", IP, CIDR, AddressRange::address),
                member("prefixLength", INT, CIDR, range -> (long) range.prefix()),
                member("masked", CIDR, CIDR, AddressRange::masked),
                member("containsIP", BOOL, CIDR, IP, AddressRange::contains),
                member("containsIP", BOOL, CIDR, STRING, (range, text) -> range.contains(address(text))),
                member("containsCIDR", BOOL, CIDR, CIDR, AddressRange::contains),
                member("containsCIDR", BOOL, CIDR, STRING, (range, text) -> range.contains(range(text))));
    }

    private static boolean isGlobal(InetAddress address) {
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isMulticastAddress()
                && !address.isLinkLocalAddress()
                && !Addresses.text(address).equals("255.255.255.255");
    }

    private static InetAddress address(String text) {
        return require(Addresses.parse(text), "IP Address", text);
    }

    private static AddressRange range(String text) {
        return require(AddressRange.parse(text), "network address", text);
    }

    private static <T> T require(Optional<T> parsed, String what, String text) {
        return parsed.orElseThrow(() ->
                new CelInvalidArgumentException(what + " \"" + text + "\" parse error during conversion from string"));
    }
}
