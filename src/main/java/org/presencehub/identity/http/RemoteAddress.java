package org.presencehub.identity.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a request comes from, for whoever counts strangers. Stateless.
 *
 * <p>No header is believed: {@code X-Forwarded-For}, {@code Forwarded} and {@code X-Real-IP} say whatever a client likes, unless the server itself
 * is told to trust its proxy.
 */
public final class RemoteAddress {
    private static final int NETWORK = 8;

    private RemoteAddress() {}

    /** {@return the address of the socket; of an IPv6 one its network of 64 bits, all of which one client has} */
    public static String of(HttpServletRequest request) {
        String address = String.valueOf(request.getRemoteAddr());
        return address.indexOf(':') < 0 ? address : network(address);
    }

    /** A literal with colons is never looked up. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            if (bytes.length <= NETWORK) { // an IPv4 address in IPv6's clothes
                return InetAddress.getByAddress(bytes).getHostAddress();
            }
            return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(bytes, NETWORK), bytes.length))
                    .getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
