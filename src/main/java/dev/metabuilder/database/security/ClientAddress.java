package dev.metabuilder.database.security;

import dev.metabuilder.database.platform.Configuration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The network address of the caller. */
@ApplicationScoped
public class ClientAddress {

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final int NETWORK_BYTES = 8;
    private static final int MOST_CHARACTERS = 64;

    @Inject
    private Configuration configuration;

    /** Returns the address of the caller: the one that a configured proxy names, or else the other end of the connection. */
    public String of(HttpServletRequest request) {
        String remote = request.getRemoteAddr();
        String forwarded = request.getHeader("X-Forwarded-For");
        boolean believed = forwarded != null && configuration.proxies().contains(remote);
        // A proxy adds its caller at the end; any caller may have sent the part before it.
        return cut(
                believed ? forwarded.substring(forwarded.lastIndexOf(',') + 1).strip() : remote);
    }

    /**
     * Returns an IPv4 address unchanged, and the network of an IPv6 address: one caller may use all addresses of a network.
     */
    public static String network(String address) {
        if (IPV6.matcher(address).matches()) {
            try {
                byte[] bytes = InetAddress.getByName(address).getAddress();
                if (bytes.length > NETWORK_BYTES) {
                    return HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES));
                }
            } catch (UnknownHostException e) {
                // It only looks like an IPv6 address.
            }
        }
        return cut(address);
    }

    private static String cut(String address) {
        return address.substring(0, Math.min(address.length(), MOST_CHARACTERS));
    }
}
